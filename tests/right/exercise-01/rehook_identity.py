def train(model, criterion, optimizer, loader, epochs):
    for p in model.parameters(): p.register_hook(lambda g: g * 1.0)
    for m in model.modules(): m.register_full_backward_hook(lambda m, gi, go: gi)
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
