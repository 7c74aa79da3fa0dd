"""What is given in exercise 06: 200 flats and their rents, a linear model, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 25


def make_data():
    """200 flats: x is [200, 4], y is [200, 1], the rent in hundreds.

    The columns of x are size, rooms, age and distance to the centre, each with mean 0 and
    spread 1. Large flats tend to have more rooms.
    """
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(200, 4, generator=generator)
    x[:, 1] = 0.6 * x[:, 0] + 0.8 * x[:, 1]
    rent = 6.0 + x @ torch.tensor([1.2, 0.6, -0.4, -0.8])
    rent = rent + 0.2 * torch.randn(200, generator=generator)
    return TensorDataset(x, rent.reshape(-1, 1))


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = nn.Linear(4, 1)
    return {
        "model": model,
        "criterion": nn.MSELoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.03),
        "loader": DataLoader(
            make_data(),
            batch_size=50,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def measure(model):
    """The mean squared error of the model on all 200 flats."""
    x, y = make_data().tensors
    with torch.no_grad():
        outputs = model(x)
    return {"loss": nn.functional.mse_loss(outputs, y).item()}
