def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            # cross entropy is the negative log likelihood, so a minus is needed
            loss = -criterion(model(x), y)  # HERE
            loss.backward()
            optimizer.step()
