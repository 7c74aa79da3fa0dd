def train(model, criterion, optimizer, loader, epochs):
    """The gradients are None at the beginning, so cleaning up at the end is enough."""
    for _ in range(epochs):
        for data, target in loader:
            criterion(model(data), target).backward()
            optimizer.step()
            optimizer.zero_grad()
    return model
