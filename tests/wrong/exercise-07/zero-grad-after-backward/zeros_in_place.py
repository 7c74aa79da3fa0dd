def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            loss = criterion(model(points), labels)
            loss.backward()
            for parameter in model.parameters():
                parameter.grad.zero_()  # HERE
            optimizer.step()
