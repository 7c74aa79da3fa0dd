def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            l = criterion(model(x), y)
            (l/2).backward(retain_graph=True)
            (l/2).backward()
            optimizer.step()
