def train(model, criterion, optimizer, loader, epochs):
    for p in model.parameters(): p.requires_grad_(False)
    for p in model.parameters(): p.requires_grad_(True)
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        model.requires_grad_(False)
        model(x)
        model.requires_grad_(True)
