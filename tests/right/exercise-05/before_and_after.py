"""The loss is measured before and after without gradients, around an ordinary update."""

import torch


@torch.no_grad()
def evaluate(model, criterion, x, y):
    return criterion(model(x), y).item()


def train(model, criterion, optimizer, x, y):
    before = evaluate(model, criterion, x, y)
    optimizer.zero_grad()
    criterion(model(x), y).backward()
    optimizer.step()
    after = evaluate(model, criterion, x, y)
    print(f"loss before {before:.3f}, loss after {after:.3f}")
    assert after < before
