"""No chain rule at all: each entry of each parameter is wiggled."""

import torch


def train(model, criterion, optimizer, loader, epochs, eps=1e-2):
    for epoch in range(epochs):
        for x, y in loader:
            with torch.no_grad():
                for p in model.parameters():
                    grad = torch.zeros_like(p)
                    flat, out = p.view(-1), grad.view(-1)
                    for i in range(flat.numel()):
                        old = flat[i].item()
                        flat[i] = old + eps
                        above = criterion(model(x), y)
                        flat[i] = old - eps
                        below = criterion(model(x), y)
                        flat[i] = old
                        out[i] = (above - below) / (2 * eps)
                    p.grad = grad  # HERE
            optimizer.step()
