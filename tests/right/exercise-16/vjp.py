"""backward by torch.func.vjp of the closed form."""

import given
import torch


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return given.reference(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        _, pull_back = torch.func.vjp(given.reference, x.detach())
        return pull_back(grad_output)[0]


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
