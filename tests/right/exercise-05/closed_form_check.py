"""The gradients are also derived by hand, and only compared with those of autograd."""

import torch


def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    with torch.no_grad():
        error = model(x) - y
        by_hand = 2 * (error * x).mean(), 2 * error.mean()
    assert torch.allclose(model.weight.grad, by_hand[0])
    assert torch.allclose(model.bias.grad, by_hand[1])
    optimizer.step()
