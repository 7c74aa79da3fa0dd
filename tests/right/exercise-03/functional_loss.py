"""The functional loss, model.zero_grad(), and the gradient's norm is looked at."""

import torch
from torch.nn import functional as F


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        norms = []
        for x, y in loader:
            model.zero_grad()
            loss = F.mse_loss(model(x), y)
            loss.backward()
            norms.append(torch.cat([p.grad.flatten() for p in model.parameters()]).norm().item())
            optimizer.step()
        print(f"epoch {epoch}: loss {loss.item():.3f}, mean gradient norm {sum(norms) / 5:.3f}")
