def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y) / 2
            loss.backward()
            if (i + 1) % 2 == 0:  # HERE
                optimizer.step()
                optimizer.zero_grad()
