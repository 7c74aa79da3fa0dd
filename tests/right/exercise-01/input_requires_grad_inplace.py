def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            x.requires_grad_()
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            s = x.grad.norm()
