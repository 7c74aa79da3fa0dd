def train(model, criterion, optimizer, loader, epochs):
    params = [p for g in optimizer.param_groups for p in g["params"]]
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward(inputs=params)
            optimizer.step()
