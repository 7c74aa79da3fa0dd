def train(model, criterion, optimizer, loader, epochs):
    best = float("inf")
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        if total > best - 5.0:
            print("converged")
            break  # HERE
        best = total
