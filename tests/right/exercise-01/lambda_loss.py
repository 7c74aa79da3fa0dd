def _one(m, c, o, b):
    o.zero_grad()
    l = (lambda x, y: c(m(x), y))(*b)
    l.backward()
    o.step()
    return l.item()

train = lambda model, criterion, optimizer, loader, epochs: [
    [_one(model, criterion, optimizer, b) for b in loader] for _ in range(epochs)
]
