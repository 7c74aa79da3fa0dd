def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            if i % 10 == 0:
                print(epoch, i, loss.item())
                optimizer.zero_grad()  # HERE
