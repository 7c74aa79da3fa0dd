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
        if total > 0.9 * last:
            for group in optimizer.param_groups:
                group["lr"] *= 0.5  # HERE
        last = total
