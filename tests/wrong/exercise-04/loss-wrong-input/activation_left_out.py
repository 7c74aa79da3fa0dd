def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model.linear(x), y)  # HERE
            loss.backward()
            optimizer.step()
