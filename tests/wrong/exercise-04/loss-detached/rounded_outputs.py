def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            predictions = (model(x) > 0.5).float()  # HERE
            loss = criterion(predictions, y)
            loss.requires_grad_(True)
            loss.backward()
            optimizer.step()
