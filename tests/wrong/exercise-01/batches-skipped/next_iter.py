def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        x, y = next(iter(loader))  # HERE
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
