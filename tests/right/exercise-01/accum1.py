def train(model, criterion, optimizer, loader, epochs):
    k = 1
    for e in range(epochs):
        for i, (x, y) in enumerate(loader):
            l = criterion(model(x), y) / k
            l.backward()
            if (i+1) % k == 0 or i+1 == len(loader):
                optimizer.step(); optimizer.zero_grad()
