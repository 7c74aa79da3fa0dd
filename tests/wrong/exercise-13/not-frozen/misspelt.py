def train(model, criterion, optimizer, loader, epochs):
    for param in model.backbone.parameters():
        param.require_grad = False  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
