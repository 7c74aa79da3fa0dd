"""What is given in exercise 08: three spirals, a small network, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 15


class SpiralNet(nn.Module):
    """Two inputs, one hidden layer of 32 neurons, one logit for each of three spirals."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 32)
        self.output = nn.Linear(32, 3)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)))


def make_data():
    """240 points on three spiral arms: x is [240, 2], y is [240].

    Each arm begins at the middle and makes three eighths of a turn on its way out.
    """
    generator = torch.Generator().manual_seed(8)
    y = torch.arange(240) % 3
    radius = 0.3 + 1.7 * torch.rand(240, generator=generator)
    noise = 0.12 * torch.randn(240, generator=generator)
    angle = 2 * math.pi * y / 3 + 0.375 * math.pi * radius + noise
    x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)
    return TensorDataset(x, y)


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = SpiralNet()
    return {
        "model": model,
        "criterion": nn.CrossEntropyLoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9),
        "loader": DataLoader(
            make_data(),
            batch_size=16,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def measure(model):
    """Loss and accuracy of the model on all 240 points."""
    x, y = make_data().tensors
    with torch.no_grad():
        logits = model(x)
    return {
        "loss": nn.functional.cross_entropy(logits, y).item(),
        "accuracy": (logits.argmax(dim=1) == y).float().mean().item(),
    }
