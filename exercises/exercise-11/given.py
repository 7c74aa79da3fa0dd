"""What is given in exercise 11: the prices of flats, a linear model, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 5
WINDOW = 4


class Price(nn.Module):
    """The price of a flat as a weighted sum of its four features."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 1)

    def forward(self, x):
        return self.linear(x)


def make_data():
    """192 flats: x is [192, 4], y is [192, 1].

    The features are area, rooms, age, and distance to the centre, each scaled to about -2 to 2.
    A large flat has many rooms, so the first two go together. The price is in 100,000.
    """
    generator = torch.Generator().manual_seed(11)
    area, rooms, age, distance = 3.4 * torch.rand(4, 192, generator=generator) - 1.7
    rooms = 0.8 * area + 0.5 * rooms
    noise = torch.randn(192, generator=generator)
    price = 3 + 1.0 * area + 0.4 * rooms - 0.5 * age - 0.8 * distance + 0.2 * noise
    return TensorDataset(torch.stack([area, rooms, age, distance], dim=1), price.unsqueeze(1))


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = Price()
    return {
        "model": model,
        "criterion": nn.MSELoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.19),
        "loader": DataLoader(
            make_data(),
            batch_size=8,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
        "window": WINDOW,
    }


def measure(model):
    """Mean squared error of the model on all 192 flats."""
    x, y = make_data().tensors
    with torch.no_grad():
        return {"loss": nn.functional.mse_loss(model(x), y).item()}
