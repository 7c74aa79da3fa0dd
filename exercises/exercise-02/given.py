"""What is given in exercise 02: 6,000 handwritten digits, one layer, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import functools
import os
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision.datasets import MNIST

from grader.data import unpacked

ROOT = os.environ.get("GRADLINGS_MNIST") or unpacked(
    Path(__file__).parent / "mnist-subset", into="MNIST/raw"
)
EPOCHS = 3
MEAN, DEVIATION = 0.1307, 0.3081  # of all pixels of MNIST, as shares of white


class Digits(nn.Module):
    """The 784 pixels of an image, one linear layer, one logit for each digit."""

    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(self.flatten(x))


@functools.cache
def make_data(train):
    """The images as numbers around 0, [n, 1, 28, 28], and their labels, [n]."""
    digits = MNIST(ROOT, train=train)
    images = digits.data.unsqueeze(1) / 255
    return TensorDataset((images - MEAN) / DEVIATION, digits.targets)


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = Digits()
    make_data(train=False)  # read now, and measured on later
    return {
        "model": model,
        "criterion": nn.CrossEntropyLoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.1),
        "loader": DataLoader(
            make_data(train=True),
            batch_size=64,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def measure(model):
    """Loss and accuracy on the 6,000 training images and on 1,000 that were never shown."""
    metrics = {}
    for prefix, train in (("", True), ("validation_", False)):
        images, labels = make_data(train).tensors
        with torch.no_grad():
            logits = model(images)
        metrics[prefix + "loss"] = nn.functional.cross_entropy(logits, labels).item()
        metrics[prefix + "accuracy"] = (logits.argmax(dim=1) == labels).float().mean().item()
    return metrics
