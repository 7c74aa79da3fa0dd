def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            x = (x - x.mean(0)) / (x.std(0) + 1e-6)  # HERE
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
