def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(1, epochs):  # HERE
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        print(f"Epoch {epoch}/{epochs}")
