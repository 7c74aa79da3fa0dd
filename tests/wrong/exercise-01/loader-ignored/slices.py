def train(model, criterion, optimizer, loader, epochs):
    xs, ys = loader.dataset.tensors
    for epoch in range(epochs):
        for i in range(0, len(xs), 4):  # HERE
            x, y = xs[i:i + 4], ys[i:i + 4]
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
