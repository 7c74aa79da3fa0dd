"""torch.autograd.backward with the parameters as inputs."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            torch.autograd.backward(loss, inputs=list(model.parameters()))
            optimizer.step()
