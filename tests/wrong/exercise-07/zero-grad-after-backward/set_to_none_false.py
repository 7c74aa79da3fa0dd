def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            loss = criterion(model(points), labels)
            loss.backward()
            optimizer.zero_grad(set_to_none=False)  # HERE
            optimizer.step()
