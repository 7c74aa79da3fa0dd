def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            loss = criterion(model(points), labels)
            loss.backward()
            optimizer.step()
            if loss.item() > 0.1:
                optimizer.step()  # HERE
            optimizer.zero_grad()
