def train(model, criterion, optimizer, loader, epochs):
    # step at the top of the next iteration
    first = True
    for e in range(epochs):
        for x, y in loader:
            if not first: optimizer.step()
            first = False
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
    optimizer.step()
