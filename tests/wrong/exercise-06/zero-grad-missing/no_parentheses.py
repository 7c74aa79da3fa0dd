def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            model.zero_grad  # HERE
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
