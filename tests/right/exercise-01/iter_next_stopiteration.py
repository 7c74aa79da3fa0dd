def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        it = iter(loader)
        while True:
            try:
                x, y = next(it)
            except StopIteration:
                break
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
