def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        it = iter(loader)
        for i in range(1, len(loader)):  # HERE
            x, y = next(it)
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
