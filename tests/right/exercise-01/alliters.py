def train(model, criterion, optimizer, loader, epochs):
    its = [iter(loader) for _ in range(epochs)]
    for it in its:
        for x, y in it:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
