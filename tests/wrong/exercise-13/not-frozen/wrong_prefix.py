def train(model, criterion, optimizer, loader, epochs):
    for name, p in model.named_parameters():
        if name.startswith("model.backbone"):  # HERE
            p.requires_grad_(False)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
