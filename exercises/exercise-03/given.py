"""What is given in exercise 03: a noisy line, a small network, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 20
TOLERANCE = 0.3  # a prediction counts as accurate when it is this near to its target


class LineNet(nn.Module):
    """One input, one hidden layer of ten neurons, one output."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(1, 10)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(10, 1)

    def forward(self, x):
        return self.fc2(self.relu(self.fc1(x)))


def make_data():
    """100 points of the line y = 2x + 1 with a little noise: x and y are [100, 1]."""
    generator = torch.Generator().manual_seed(5)
    x = 2 * torch.rand(100, 1, generator=generator) - 1
    noise = 0.1 * torch.randn(100, 1, generator=generator)
    return TensorDataset(x, 2 * x + 1 + noise)


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = LineNet()
    return {
        "model": model,
        "criterion": nn.MSELoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.1),
        "loader": DataLoader(
            make_data(),
            batch_size=20,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def measure(model):
    """Mean squared error, and the share of predictions within TOLERANCE of their targets."""
    x, y = make_data().tensors
    with torch.no_grad():
        predictions = model(x)
    return {
        "loss": nn.functional.mse_loss(predictions, y).item(),
        "accuracy": ((predictions - y).abs() < TOLERANCE).float().mean().item(),
    }
