def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            optimizer.step()
        else:
            loss.backward()  # HERE
        print(f"epoch {epoch} loss {loss.item():.3f}")
