"""The functional loss with logits, backward through torch.autograd."""

import torch
import torch.nn.functional as F


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            model.zero_grad()
            loss = F.binary_cross_entropy_with_logits(model(points), labels)
            torch.autograd.backward([loss])
            optimizer.step()
