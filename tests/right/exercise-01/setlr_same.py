def train(model, criterion, optimizer, loader, epochs):
    lr = optimizer.param_groups[0]['lr']
    for e in range(epochs):
        for g in optimizer.param_groups: g['lr'] = lr * 1.0; g['initial_lr'] = lr
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
