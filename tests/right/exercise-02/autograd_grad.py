"""torch.autograd.grad hands out the gradients, and the loop puts them into .grad."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    params = list(model.parameters())
    for epoch in range(epochs):
        for images, labels in loader:
            loss = criterion(model(images), labels)
            for param, grad in zip(params, torch.autograd.grad(loss, params)):
                param.grad = grad
            optimizer.step()
