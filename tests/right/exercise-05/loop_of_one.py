"""A for loop that runs once, with try/finally around its body."""


def train(model, criterion, optimizer, x, y):
    losses = []
    for _ in range(1):
        try:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        finally:
            losses.append(loss.item())
    return losses
