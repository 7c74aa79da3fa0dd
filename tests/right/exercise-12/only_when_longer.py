"""Looks at the norm first, and calls clip_grad_norm_ only where it is too long."""

import torch
from torch.nn.utils import clip_grad_norm_


def gradient_norm(model):
    return torch.stack([p.grad.norm() for p in model.parameters()]).norm()


def train(model, criterion, optimizer, loader, epochs, max_norm):
    clipped = 0
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            if gradient_norm(model) > max_norm:
                clip_grad_norm_(model.parameters(), max_norm)
                clipped += 1
            optimizer.step()
    print("clipped", clipped, "times")
