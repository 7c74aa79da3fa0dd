def train(model, criterion, optimizer, loader, epochs):
    batches = iter(loader)  # HERE
    for epoch in range(epochs):
        for x, y in batches:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
