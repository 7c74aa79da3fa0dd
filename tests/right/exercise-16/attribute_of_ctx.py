"""Keeps the tensors as attributes of ctx."""

import torch


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.x = x
        ctx.s = torch.sigmoid(x)
        return ctx.x * ctx.s

    @staticmethod
    def backward(ctx, grad_output):
        d = torch.addcmul(ctx.s, ctx.x * ctx.s, 1 - ctx.s)
        return d * grad_output


def train(model, criterion, optimizer, loader, epochs):
    model.activation = Swish.apply
    for epoch in range(epochs):
        total = 0.0
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), targets)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
