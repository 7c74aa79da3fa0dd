def train(model, criterion, optimizer, loader, epochs):
    optimizer.zero_grad()  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        print("epoch", epoch, "loss", loss.item())
