def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            criterion.reduction = 'none'
            l = criterion(model(x), y)
            criterion.reduction = 'mean'
            optimizer.zero_grad(); l.mean().backward(); optimizer.step()
