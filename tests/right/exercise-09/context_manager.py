"""A context manager zeroes before the batch and steps after it."""

from contextlib import contextmanager


@contextmanager
def update(optimizer):
    optimizer.zero_grad()
    try:
        yield
    finally:
        optimizer.step()


def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, y in loader:
            with update(optimizer):
                loss = criterion(model(x), y)
                loss.backward()
        print("loss", loss.item())
