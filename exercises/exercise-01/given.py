"""What is given in exercise 01: XOR, a small network, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 10


class SimpleNet(nn.Module):
    """Two inputs, one hidden layer of four neurons, one logit for each class."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(4, 2)

    def forward(self, x):
        return self.fc2(self.relu(self.fc1(x)))


def make_data():
    """200 points around the corners of a square: x is [200, 2], y is [200].

    A point belongs to class 1 when exactly one of its coordinates is near 1.
    """
    generator = torch.Generator().manual_seed(1)
    corners = torch.randint(0, 2, (200, 2), generator=generator)
    noise = 0.1 * torch.randn(200, 2, generator=generator)
    return TensorDataset(corners + noise, corners[:, 0] ^ corners[:, 1])


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = SimpleNet()
    return {
        "model": model,
        "criterion": nn.CrossEntropyLoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.1),
        "loader": DataLoader(
            make_data(),
            batch_size=4,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def measure(model):
    """Loss and accuracy of the model on all 200 points."""
    x, y = make_data().tensors
    with torch.no_grad():
        logits = model(x)
    return {
        "loss": nn.functional.cross_entropy(logits, y).item(),
        "accuracy": (logits.argmax(dim=1) == y).float().mean().item(),
    }
