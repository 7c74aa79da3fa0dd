"""A context manager clears on entering and steps on leaving."""

from contextlib import contextmanager


@contextmanager
def one_update(optimizer):
    optimizer.zero_grad()
    yield
    optimizer.step()


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            with one_update(optimizer):
                criterion(model(x), y).backward()
