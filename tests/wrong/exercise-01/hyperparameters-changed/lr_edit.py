def train(model, criterion, optimizer, loader, epochs):
    for g in optimizer.param_groups:
        g['lr'] = 0.5  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
