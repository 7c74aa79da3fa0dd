def train(model, criterion, optimizer, loader, epochs):
    for name, value in model.state_dict().items():
        if name.startswith("backbone"):
            value.requires_grad = False  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
