def train(model, criterion, optimizer, loader, epochs):
    model.backbone.requires_grad_(False)
    for epoch in range(epochs):
        for x, y in loader:
            model.backbone.zero_grad()  # HERE
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
