def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in list(loader):
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
