def train(model, criterion, optimizer, loader, epochs):
    for p in list(model.parameters())[:-1]:
        p.requires_grad = False  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
