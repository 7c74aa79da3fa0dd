def train(model, criterion, optimizer, loader, epochs):
    last = float("inf")
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        if last - total < 0.1:
            break  # HERE
        last = total
