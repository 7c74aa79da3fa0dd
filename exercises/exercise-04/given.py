"""What is given in exercise 04: 1000 rows, a model of two stages, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 5


class Pipeline(nn.Module):
    """Three inputs, one number out; negative numbers become 0."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 1)
        self.activation = nn.ReLU()

    def forward(self, x):
        return self.activation(self.linear(x))


def make_data():
    """1000 rows: x is [1000, 3], y is [1000, 1] and holds 0.0 or 1.0."""
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(1000, 3, generator=generator)
    score = x[:, 0] - 0.7 * x[:, 1] + 0.4 * x[:, 2]
    return TensorDataset(x, (score > 0).float().reshape(-1, 1))


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = Pipeline()
    return {
        "model": model,
        "criterion": nn.MSELoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.05),
        "loader": DataLoader(
            make_data(),
            batch_size=20,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def measure(model):
    """Loss and accuracy of the model on all 1000 rows; above 0.5 means class 1."""
    x, y = make_data().tensors
    with torch.no_grad():
        outputs = model(x)
    return {
        "loss": nn.functional.mse_loss(outputs, y).item(),
        "accuracy": ((outputs > 0.5) == (y > 0.5)).float().mean().item(),
    }
