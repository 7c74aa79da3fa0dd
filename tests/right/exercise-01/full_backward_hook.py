def train(model, criterion, optimizer, loader, epochs):
    seen = []
    def hk(m, gi, go): seen.append((type(m).__name__, go[0].abs().mean().item()))
    def fh(m, i, o): seen.append(o.detach().std().item())
    hs = []
    for m in model.modules():
        hs.append(m.register_full_backward_hook(hk)); hs.append(m.register_forward_hook(fh))
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    [h.remove() for h in hs]
