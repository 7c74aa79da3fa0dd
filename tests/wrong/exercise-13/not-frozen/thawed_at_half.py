def train(model, criterion, optimizer, loader, epochs):
    model.backbone.requires_grad_(False)
    for epoch in range(epochs):
        if epoch == epochs // 2:
            print("fine-tuning everything")
            model.backbone.requires_grad_(True)  # HERE
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
