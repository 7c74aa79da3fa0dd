"""Collects the losses in a list, and stacks them."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = [criterion(model(x), y) for x, y in loader]
        optimizer.zero_grad()
        torch.stack(losses).sum().backward()  # HERE
        optimizer.step()
        print("loss", losses[-1].item())
