def train(model, criterion, optimizer, loader, epochs):
    data = [list(loader) for _ in range(epochs)]
    for ep in data:
        for x, y in ep:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
