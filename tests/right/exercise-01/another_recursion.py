def train(model, criterion, optimizer, loader, epochs):
    if not epochs: return
    for x, y in loader:
        optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    train(model, criterion, optimizer, loader, epochs-1)
