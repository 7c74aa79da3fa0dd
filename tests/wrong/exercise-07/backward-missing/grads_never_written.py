def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(points), labels)  # HERE
            optimizer.step()
        print("epoch", epoch, "loss", loss.item())
