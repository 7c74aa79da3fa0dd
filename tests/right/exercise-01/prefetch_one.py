def prefetch(loader):
    it = iter(loader)
    try:
        current = next(it)
    except StopIteration:
        return
    for upcoming in it:
        yield current
        current = upcoming
    yield current

def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, y in prefetch(loader):
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
