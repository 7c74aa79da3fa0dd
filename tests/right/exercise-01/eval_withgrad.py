def train(model, criterion, optimizer, loader, epochs):
    # metrics with graph, never backwarded
    for _ in range(epochs):
        tot = 0
        for i, (x, y) in enumerate(loader):
            out = model(x)
            l = criterion(out, y)
            optimizer.zero_grad(); l.backward(); optimizer.step()
            tot = tot + criterion(model(x), y)
        print(tot.item())
