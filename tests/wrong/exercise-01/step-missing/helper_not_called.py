def train(model, criterion, optimizer, loader, epochs):
    def apply_update():
        optimizer.step()

    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            apply_update  # HERE
