"""torch.autograd.grad instead of backward(), then the usual clipping."""

import torch
from torch.nn.utils import clip_grad_norm_


def train(model, criterion, optimizer, loader, epochs, max_norm):
    params = list(model.parameters())
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            for p, g in zip(params, torch.autograd.grad(loss, params)):
                p.grad = g
            clip_grad_norm_(params, max_norm)
            optimizer.step()
