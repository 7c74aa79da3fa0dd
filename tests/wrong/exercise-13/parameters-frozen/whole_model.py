def train(model, criterion, optimizer, loader, epochs):
    model.requires_grad_(False)  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
