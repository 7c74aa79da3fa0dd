"""A context manager that freezes, and thaws again in the end."""

import contextlib


@contextlib.contextmanager
def frozen(module):
    before = [p.requires_grad for p in module.parameters()]
    module.requires_grad_(False)
    try:
        yield module
    finally:
        for p, flag in zip(module.parameters(), before):
            p.requires_grad_(flag)


def train(model, criterion, optimizer, loader, epochs):
    with frozen(model.backbone):
        for epoch in range(epochs):
            for x, y in loader:
                optimizer.zero_grad()
                loss = criterion(model(x), y)
                loss.backward()
                optimizer.step()
