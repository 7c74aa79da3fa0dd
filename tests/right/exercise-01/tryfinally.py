def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            try:
                l = criterion(model(x), y); l.backward(); optimizer.step()
            finally:
                optimizer.zero_grad()
