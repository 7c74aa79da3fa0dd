def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for i, (x, y) in zip(range(len(loader)), loader):
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
