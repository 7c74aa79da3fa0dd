"""What is given in exercise 12: sequences, a recurrent network, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 10
LENGTH = 10
MAX_NORM = 0.02


class Memory(nn.Module):
    """Reads a sequence number by number, and says at its end how it began."""

    def __init__(self):
        super().__init__()
        self.cell = nn.RNNCell(1, 32)
        self.head = nn.Linear(32, 1)

    def forward(self, x):
        state = x.new_zeros(len(x), 32)
        for number in x.unbind(dim=1):
            state = self.cell(number.unsqueeze(1), state)
        return torch.tanh(self.head(state)).squeeze(1)


def make_data():
    """128 sequences of ten numbers: x is [128, 10], y is [128].

    The first number of a sequence is 1 or -1, and the other nine are noise.
    The target is the first number.
    """
    generator = torch.Generator().manual_seed(1)
    y = 1.0 - 2.0 * (torch.arange(128) % 2)
    noise = 0.3 * torch.randn(128, LENGTH - 1, generator=generator)
    return TensorDataset(torch.cat([y.unsqueeze(1), noise], dim=1), y)


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = Memory()
    return {
        "model": model,
        "criterion": nn.MSELoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=10.0),
        "loader": DataLoader(
            make_data(),
            batch_size=8,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
        "max_norm": MAX_NORM,
    }


def measure(model):
    """Loss on all 128 sequences, and the share of them whose sign is right."""
    x, y = make_data().tensors
    with torch.no_grad():
        outputs = model(x)
    return {
        "loss": nn.functional.mse_loss(outputs, y).item(),
        "accuracy": ((outputs > 0) == (y > 0)).float().mean().item(),
    }
