def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            l = criterion.forward(model.forward(x), y)
            optimizer.zero_grad(); l.backward(); optimizer.step()
