def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            features = model.backbone(x.detach())  # HERE
            loss = criterion(model.head(features), y)
            loss.backward()
            optimizer.step()
