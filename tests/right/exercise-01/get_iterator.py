def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        it = loader.__iter__()
        for _ in range(len(loader)):
            x, y = it.__next__()
            optimizer.zero_grad(); l = criterion.__call__(model.__call__(x), y); l.backward(); type(optimizer).step(optimizer)
