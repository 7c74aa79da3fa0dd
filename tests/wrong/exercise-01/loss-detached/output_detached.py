def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            pred = model(x).detach()  # HERE
            loss = criterion(pred, y)
            loss.backward()
            optimizer.step()
