def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for x, y in loader:
            loss = criterion(model(x), y) / len(loader)
            loss.backward()
        optimizer.step()  # HERE
        print(f"epoch {epoch} loss {loss.item():.3f}")
