def worker(model, criterion, optimizer):
    loss = None
    while True:
        b = yield loss
        if b is None:
            return
        x, y = b
        optimizer.zero_grad(set_to_none=False)
        l = criterion(model(x), y)
        l.backward()
        optimizer.step()
        loss = float(l)
def train(model, criterion, optimizer, loader, epochs):
    w = worker(model, criterion, optimizer); next(w)
    for _ in range(epochs):
        for b in loader:
            w.send(b)
    try:
        w.send(None)
    except StopIteration:
        pass
