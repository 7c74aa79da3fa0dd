"""Gives each parameter a new, clipped gradient tensor instead of changing the old one."""

import torch


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            flat = torch.nn.utils.parameters_to_vector(p.grad for p in model.parameters())
            factor = torch.clamp(max_norm / (flat.norm() + 1e-6), max=1.0)
            for p in model.parameters():
                p.grad = p.grad * factor
            optimizer.step()
