"""Two backward passes: the first asks for the norm, the second goes with the loss made smaller."""

import torch


def train(model, criterion, optimizer, loader, epochs, max_norm):
    params = list(model.parameters())
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            grads = torch.autograd.grad(loss, params, retain_graph=True)
            norm = torch.cat([g.flatten() for g in grads]).norm().item()
            optimizer.zero_grad()
            (loss * min(1.0, max_norm / (norm + 1e-6))).backward()
            optimizer.step()
