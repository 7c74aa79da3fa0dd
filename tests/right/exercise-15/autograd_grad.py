"""torch.autograd.grad fills .grad; the state is cloned and detached."""

import given
import torch


def train(model, criterion, optimizer, loader, epochs):
    parameters = list(model.parameters())
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            outputs, state = model(x, state)
            loss = criterion(outputs, y)
            gradients = torch.autograd.grad(loss, parameters)
            for parameter, gradient in zip(parameters, gradients):
                parameter.grad = gradient
            optimizer.step()
            state = state.clone().detach()
