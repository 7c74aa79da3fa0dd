def train(model, criterion, optimizer, loader, epochs):
    # R-Drop style double forward; without dropout both passes agree
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = 0.5 * (criterion(model(x), y) + criterion(model(x), y))
            loss.backward()
            optimizer.step()
