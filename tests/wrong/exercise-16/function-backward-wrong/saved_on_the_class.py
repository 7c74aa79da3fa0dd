"""x is kept on the class: the second layer's call overwrites that of the first."""

import torch


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        Swish.x = x.detach()  # HERE
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, grad_output):
        s = torch.sigmoid(Swish.x)
        return grad_output * (s + Swish.x * s * (1 - s))


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
