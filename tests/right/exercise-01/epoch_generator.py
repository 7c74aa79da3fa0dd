def batches(loader, epochs):
    for e in range(epochs):
        for i, (x, y) in enumerate(loader, start=1):
            yield e, i, x, y

def train(model, criterion, optimizer, loader, epochs):
    n = len(loader)
    total = 0.0
    for e, i, x, y in batches(loader, epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
        if i == n:
            print("epoch", e, "mean loss", total / n)
            total = 0.0
