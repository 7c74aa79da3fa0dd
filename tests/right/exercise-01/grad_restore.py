def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            l = criterion(model(x), y); l.backward()
            keep = [p.grad.clone() for p in model.parameters()]
            # look at another scale, then restore
            for p in model.parameters(): p.grad.mul_(1000)
            for p, k in zip(model.parameters(), keep): p.grad.copy_(k)
            optimizer.step()
