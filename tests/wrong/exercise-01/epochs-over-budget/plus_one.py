def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(0, epochs + 1):  # HERE
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
