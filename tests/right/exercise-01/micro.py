def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            for xs, ys in zip(x.split(3), y.split(3)):
                l = criterion(model(xs), ys) * (len(xs)/len(x))
                l.backward()
            optimizer.step()
