import torch


def train(model, criterion, optimizer, loader, epochs):
    def ahead(it, n=2):
        buf = []
        for x, y in it:
            buf.append((x.clone(), y.clone()))
            if len(buf) > n:
                yield buf.pop(0)
        yield from buf
    for _ in range(epochs):
        for x, y in ahead(loader):
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
