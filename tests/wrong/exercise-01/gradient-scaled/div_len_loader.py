def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        epoch_loss = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y) / len(loader)  # HERE
            loss.backward()
            optimizer.step()
            epoch_loss += loss.item()
        print(epoch_loss)
