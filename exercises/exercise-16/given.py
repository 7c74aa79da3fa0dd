"""What is given in exercise 16: a wave, a small network, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 20


def reference(x):
    """The Swish function by PyTorch's own operations: autograd finds its backward by itself."""
    return x * torch.sigmoid(x)


class Net(nn.Module):
    """One input, two hidden layers of 16 neurons, one output; the activation can be exchanged."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(1, 16)
        self.fc2 = nn.Linear(16, 16)
        self.fc3 = nn.Linear(16, 1)
        self.activation = reference

    def forward(self, x):
        x = self.activation(self.fc1(x))
        x = self.activation(self.fc2(x))
        return self.fc3(x)


def make_data():
    """128 points of a wave: x from -2 to 2, and y = sin(2x)."""
    x = torch.linspace(-2, 2, 128).unsqueeze(1)
    return TensorDataset(x, torch.sin(2 * x))


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = Net()
    return {
        "model": model,
        "criterion": nn.MSELoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9),
        "loader": DataLoader(
            make_data(),
            batch_size=16,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def measure(model):
    """The mean squared error on all 128 points."""
    x, y = make_data().tensors
    with torch.no_grad():
        return {"loss": nn.functional.mse_loss(model(x), y).item()}
