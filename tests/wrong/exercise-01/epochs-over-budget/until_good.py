def train(model, criterion, optimizer, loader, epochs):
    n = 0
    mean = 1.0
    while mean > 0.02 and n < 30 * epochs:  # HERE
        mean = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            mean += loss.item() / len(loader)
        n += 1
