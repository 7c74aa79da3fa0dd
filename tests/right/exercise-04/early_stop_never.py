"""Early stopping with a patience that five epochs never use up."""


def train(model, criterion, optimizer, loader, epochs):
    best, waited, patience = float("inf"), 0, 10
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        if total < best:
            best, waited = total, 0
        else:
            waited += 1
            if waited >= patience:
                print("stopping early")
                break
