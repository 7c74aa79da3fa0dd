"""torch.autograd.backward on the loss is the same as its method."""

import torch


def train(model, criterion, optimizer, x, y):
    model.zero_grad()
    loss = criterion(model(x), y)
    torch.autograd.backward(loss)
    optimizer.step()
