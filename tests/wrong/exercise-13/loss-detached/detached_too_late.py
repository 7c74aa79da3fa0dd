def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            outputs = model.head(model.backbone(x)).detach()  # HERE
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
