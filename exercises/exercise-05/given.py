"""What is given in exercise 05: three points, one line, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn


def make_data():
    """Three points on the line y = 2x: x is [3, 1], y is [3, 1]."""
    x = torch.tensor([[1.0], [2.0], [3.0]])
    y = torch.tensor([[2.0], [4.0], [6.0]])
    return x, y


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = nn.Linear(1, 1)
    x, y = make_data()
    return {
        "model": model,
        "criterion": nn.MSELoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.1),
        "x": x,
        "y": y,
    }


def measure(model):
    """The loss of the model on the three points."""
    x, y = make_data()
    with torch.no_grad():
        outputs = model(x)
    return {"loss": nn.functional.mse_loss(outputs, y).item()}
