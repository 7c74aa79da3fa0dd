def train(model, criterion, optimizer, loader, epochs):
    optimizer.param_groups[0]["params"] = list(model.head.parameters())  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
