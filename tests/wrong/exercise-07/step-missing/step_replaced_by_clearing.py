def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            loss = criterion(model(points), labels)
            loss.backward()  # HERE
            optimizer.zero_grad()
        print("epoch", epoch, "loss", loss.item())
