"""A flag says whether there is an old gradient to clear before the next one is written."""


def train(model, criterion, optimizer, loader, epochs):
    stale = False
    for epoch in range(epochs):
        for points, labels in loader:
            loss = criterion(model(points), labels)
            if stale:
                optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            stale = True
