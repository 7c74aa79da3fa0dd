"""Swish is a module now, and autograd does the backward."""

import torch
from torch import nn


class Swish(nn.Module):  # HERE
    def forward(self, x):
        return x * torch.sigmoid(x)


def train(model, criterion, optimizer, loader, epochs):
    model.activation = Swish()
    for epoch in range(epochs):
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), targets)
            loss.backward()
            optimizer.step()
