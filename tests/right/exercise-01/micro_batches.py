def train(model, criterion, optimizer, loader, epochs):
    """Gradient accumulation inside the batch, for small memory."""
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            for xi, yi in zip(x.split(1), y.split(1)):
                loss = criterion(model(xi), yi) / len(y)
                loss.backward()
            optimizer.step()
