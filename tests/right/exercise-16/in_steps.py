"""The chain rule operation by operation, as in a computation graph drawn by hand."""

import torch


class Swish(torch.autograd.Function):
    """y = x * s,  s = 1 / d,  d = 1 + e,  e = exp(-x)"""

    @staticmethod
    def forward(ctx, x):
        e = torch.exp(-x)
        d = 1 + e
        s = 1 / d
        ctx.save_for_backward(x, e, s)
        return x * s

    @staticmethod
    def backward(ctx, dy):
        x, e, s = ctx.saved_tensors
        dx = dy * s
        ds = dy * x
        dd = -ds * s**2
        de = dd
        dx = dx - de * e
        return dx


def train(model, criterion, optimizer, loader, epochs):
    model.activation = Swish.apply
    for _ in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
