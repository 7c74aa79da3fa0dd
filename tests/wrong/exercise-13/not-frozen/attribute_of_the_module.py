def train(model, criterion, optimizer, loader, epochs):
    model.backbone.requires_grad = False  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
