"""The usual accumulation code, with a window of one batch."""

ACCUMULATE = 1


def train(model, criterion, optimizer, loader, epochs):
    optimizer.zero_grad()
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader, start=1):
            loss = criterion(model(x), y) / ACCUMULATE
            loss.backward()
            if i % ACCUMULATE == 0:
                optimizer.step()
                optimizer.zero_grad()
