def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.step()  # HERE
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
