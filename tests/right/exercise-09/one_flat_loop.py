"""One flat loop over all batches of all epochs, with no inner loop to stand outside of."""

from itertools import chain


def train(model, criterion, optimizer, loader, epochs):
    for count, (x, y) in enumerate(chain.from_iterable(loader for _ in range(epochs)), start=1):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        if count % len(loader) == 0:
            print("epoch", count // len(loader), "loss", loss.item())
