def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            k = 2
            for xs, ys in zip(x.chunk(k), y.chunk(k)):
                (criterion(model(xs), ys) / k).backward()
            optimizer.step()
