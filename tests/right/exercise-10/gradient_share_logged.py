"""Measures the gradient of each loss at the trunk for the log, then goes backward from the sum."""

import torch


def share(loss, weight):
    (gradient,) = torch.autograd.grad(loss, weight, retain_graph=True)
    return gradient.norm().item()


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, labels, values in loader:
            logits, numbers = model(x)
            class_loss = class_criterion(logits, labels)
            value_loss = value_criterion(numbers, values)
            shares = [share(loss, model.trunk.weight) for loss in (class_loss, value_loss)]
            optimizer.zero_grad()
            (class_loss + value_loss).backward()
            optimizer.step()
        print("loss", class_loss.item(), value_loss.item(), "shares", shares)
