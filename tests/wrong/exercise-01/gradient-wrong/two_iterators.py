def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        xs = [x for x, _ in loader]
        ys = [y for _, y in loader][::-1]  # HERE
        for x, y in zip(xs, ys):
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
