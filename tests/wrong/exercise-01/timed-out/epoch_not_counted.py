def train(model, criterion, optimizer, loader, epochs):
    epoch = 0
    while epoch < epochs:  # HERE
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
