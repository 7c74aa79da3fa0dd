def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        batches = iter(loader)
        x, y = next(batches)  # HERE
        print("shapes", x.shape, y.shape, model(x).shape)
        for x, y in batches:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
