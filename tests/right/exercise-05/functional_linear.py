"""The forward pass as a formula with weight and bias, and the functional loss."""

import torch.nn.functional as F


def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    outputs = x @ model.weight.T + model.bias
    loss = F.mse_loss(outputs, y)
    loss.backward()
    optimizer.step()
