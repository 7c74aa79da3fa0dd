def train(model, criterion, optimizer, loader, epochs):
    h = optimizer.register_step_post_hook(lambda o, a, k: o.zero_grad())
    for e in range(epochs):
        for x, y in loader:
            l = criterion(model(x), y); l.backward(); optimizer.step()
    h.remove()
