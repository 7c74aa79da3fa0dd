"""What is given in exercise 10: two tasks, one network for both, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 40


class TwoHeads(nn.Module):
    """One trunk of four neurons; one head for three classes, one for a number."""

    def __init__(self):
        super().__init__()
        self.trunk = nn.Linear(2, 4)
        self.class_head = nn.Linear(4, 3)
        self.value_head = nn.Linear(4, 1)

    def forward(self, x):
        features = torch.tanh(self.trunk(x))
        return self.class_head(features), self.value_head(features)


def make_data():
    """240 places around a station: inputs [240, 2], labels [240], values [240, 1].

    The label is one of three sectors, whose borders are not sharp; the value is the distance
    from the station, less 1.5, so that it is around 0.
    """
    generator = torch.Generator().manual_seed(10)
    x = 4 * torch.rand(240, 2, generator=generator) - 2
    angle = torch.atan2(x[:, 1], x[:, 0]) + 0.3 * torch.randn(240, generator=generator)
    sector = torch.floor(angle / (2 * math.pi / 3)).long() % 3
    return TensorDataset(x, sector, x.norm(dim=1, keepdim=True) - 1.5)


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = TwoHeads()
    shuffle = torch.Generator().manual_seed(seed)
    return {
        "model": model,
        "class_criterion": nn.CrossEntropyLoss(),
        "value_criterion": nn.MSELoss(),
        "optimizer": torch.optim.Adam(model.parameters(), lr=0.03),
        "loader": DataLoader(make_data(), batch_size=16, shuffle=True, generator=shuffle),
        "epochs": EPOCHS,
    }


def objective(model, call):
    """The terms of the loss of one batch: the sum of the two, each counted once."""
    inputs, labels, values = call.batch
    logits, numbers = model(inputs)
    return {
        "class loss": nn.functional.cross_entropy(logits, labels),
        "value loss": nn.functional.mse_loss(numbers, values),
    }


def measure(model):
    """Value loss, accuracy of the classes, and sum of both losses, on all 240 points."""
    x, labels, values = make_data().tensors
    with torch.no_grad():
        logits, numbers = model(x)
    value_loss = nn.functional.mse_loss(numbers, values)
    return {
        "value_loss": value_loss.item(),
        "accuracy": (logits.argmax(dim=1) == labels).float().mean().item(),
        "loss": (nn.functional.cross_entropy(logits, labels) + value_loss).item(),
    }
