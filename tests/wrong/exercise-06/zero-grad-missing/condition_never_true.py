def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            if (i + 1) % 10 == 0:
                optimizer.zero_grad()  # HERE
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
