def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            for p in model.parameters(): p.data = p.data.clone()
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
