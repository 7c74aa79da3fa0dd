def train(model, criterion, optimizer, loader, epochs):
    for name, p in model.backbone.named_parameters():
        if name.endswith("bias"):
            p.requires_grad = False  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
