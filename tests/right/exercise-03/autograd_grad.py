"""torch.autograd.grad hands out the gradients, and the loop puts them into .grad."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    params = tuple(model.parameters())
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            grads = torch.autograd.grad(loss, params)
            for p, g in zip(params, grads):
                p.grad = g
            optimizer.step()
