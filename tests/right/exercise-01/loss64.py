def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x).double(), y); l.backward(); optimizer.step()
