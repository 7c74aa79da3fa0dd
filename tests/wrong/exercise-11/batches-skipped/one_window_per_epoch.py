"""islice takes the first window, and the rest of the epoch is left."""

from itertools import islice


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for x, y in islice(loader, window):  # HERE
            loss = criterion(model(x), y)
            (loss / window).backward()
        optimizer.step()
        print("loss", loss.item())
