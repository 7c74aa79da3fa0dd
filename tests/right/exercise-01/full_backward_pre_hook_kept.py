def train(model, criterion, optimizer, loader, epochs):
    def hk(m, go): pass
    for m in model.modules():
        m.register_full_backward_pre_hook(hk)
        m.register_forward_pre_hook(lambda m, a: None)
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
