def train(model, criterion, optimizer, loader, epochs):
    optimizer.zero_grad()  # HERE
    step = 0
    while step < epochs * len(loader):
        for x, y in loader:
            criterion(model(x), y).backward()
            optimizer.step()
            step += 1
