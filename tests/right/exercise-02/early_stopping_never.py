"""Early stopping with a patience that three epochs never use up."""


def train(model, criterion, optimizer, loader, epochs):
    best, bad, patience = float("inf"), 0, 5
    for epoch in range(epochs):
        total = 0.0
        for images, labels in loader:
            loss = criterion(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        if total < best:
            best, bad = total, 0
        else:
            bad += 1
        if bad > patience:
            break
