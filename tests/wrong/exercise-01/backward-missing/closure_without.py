def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            def closure():
                optimizer.zero_grad()
                loss = criterion(model(x), y)  # HERE
                return loss
            optimizer.step(closure)
