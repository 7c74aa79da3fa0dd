def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        it = iter(loader)
        x, y = next(it)  # HERE
        print("epoch", epoch, "first batch", x.shape)
        for x, y in it:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
