def train(model, criterion, optimizer, loader, epochs):
    e = 0
    while True:
        if e == epochs: break
        it = iter(loader)
        while (b := next(it, None)) is not None:
            optimizer.zero_grad(); l = criterion(model(b[0]), b[1]); l.backward(); optimizer.step()
        e += 1
