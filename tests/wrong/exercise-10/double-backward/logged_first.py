"""The gradient for the log uses the graph up."""

import torch


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            loss = class_criterion(logits, labels) + value_criterion(numbers, values)
            gradient = torch.autograd.grad(loss, model.trunk.weight)[0].norm()
            loss.backward()  # HERE
            optimizer.step()
        print("loss", loss.item(), "gradient", gradient.item())
