"""torch.autograd.grad of the loss, then .grad by assignment; the number goes to a log afterwards."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    parameters = list(model.parameters())
    for _ in range(epochs):
        numbers = []
        for x, y in loader:
            loss = criterion(model(x), y)
            gradients = torch.autograd.grad(loss, parameters)
            for parameter, gradient in zip(parameters, gradients, strict=True):
                parameter.grad = gradient.detach()
            optimizer.step()
            numbers.append(float(loss.detach()))
        print("loss", sum(numbers) / len(numbers))
