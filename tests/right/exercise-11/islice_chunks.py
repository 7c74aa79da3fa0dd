"""islice takes a window at a time until nothing is left."""

from itertools import islice


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        batches = iter(loader)
        while group := list(islice(batches, window)):
            model.zero_grad()
            mean = 0.0
            for x, y in group:
                loss = criterion(model(x), y) / window
                loss.backward()
                mean += loss.item()
            optimizer.step()
        print(f"epoch {epoch}: loss {mean:.3f}")
