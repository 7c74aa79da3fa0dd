"""Asks torch.autograd.grad for the gradients of the head only."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    head = list(model.head.parameters())
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            for p, g in zip(head, torch.autograd.grad(loss, head)):
                p.grad = g
            optimizer.step()
