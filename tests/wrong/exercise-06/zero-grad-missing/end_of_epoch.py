def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        optimizer.zero_grad()  # HERE
        print("epoch", epoch, "loss", loss.item())
