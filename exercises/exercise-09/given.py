"""What is given in exercise 09: a noisy sine, a small network, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 20


class Curve(nn.Module):
    """One number in, one hidden layer of 24 neurons, one number out."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(1, 24)
        self.output = nn.Linear(24, 1)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)))


def make_data():
    """192 points of a sine with a little noise: x and y are [192, 1]."""
    generator = torch.Generator().manual_seed(9)
    x = 6 * torch.rand(192, 1, generator=generator) - 3
    noise = 0.1 * torch.randn(192, 1, generator=generator)
    return TensorDataset(x, torch.sin(2 * x) + noise)


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = Curve()
    return {
        "model": model,
        "criterion": nn.MSELoss(),
        "optimizer": torch.optim.Adam(model.parameters(), lr=0.02),
        "loader": DataLoader(
            make_data(),
            batch_size=12,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def measure(model):
    """Mean squared error of the model on all 192 points."""
    x, y = make_data().tensors
    with torch.no_grad():
        return {"loss": nn.functional.mse_loss(model(x), y).item()}
