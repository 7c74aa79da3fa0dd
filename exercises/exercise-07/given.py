"""What is given in exercise 07: two moons, a small network, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 15


class MoonNet(nn.Module):
    """Two inputs, one hidden layer of 16 neurons, one logit: above 0 means class 1."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 16)
        self.output = nn.Linear(16, 1)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)))


def make_data():
    """Two interleaved half circles, 150 points each: x is [300, 2], y is [300, 1], 0.0 or 1.0."""
    generator = torch.Generator().manual_seed(1)
    angle = math.pi * torch.rand(300, generator=generator)
    y = (torch.arange(300) % 2).float().reshape(-1, 1)
    upper = torch.stack([angle.cos(), angle.sin()], dim=1)
    lower = torch.stack([1 - angle.cos(), 0.5 - angle.sin()], dim=1)
    noise = 0.1 * torch.randn(300, 2, generator=generator)
    return TensorDataset(torch.where(y == 0, upper, lower) + noise, y)


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = MoonNet()
    return {
        "model": model,
        "criterion": nn.BCEWithLogitsLoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9),
        "loader": DataLoader(
            make_data(),
            batch_size=20,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def measure(model):
    """Loss and accuracy of the model on all 300 points."""
    x, y = make_data().tensors
    with torch.no_grad():
        logits = model(x)
    return {
        "loss": nn.functional.binary_cross_entropy_with_logits(logits, y).item(),
        "accuracy": ((logits > 0) == (y > 0.5)).float().mean().item(),
    }
