"""The textbook's half, so that the derivative looks nicer."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = 0.5 * criterion(model(x), y)  # HERE
            loss.backward()
            optimizer.step()
