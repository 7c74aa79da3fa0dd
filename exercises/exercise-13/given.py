"""What is given in exercise 13: a pretrained backbone, a few points, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 20


class Classifier(nn.Module):
    """A backbone that has learned on another task, and a head that is new."""

    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(nn.Linear(12, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh())
        self.head = nn.Linear(32, 2)

    def forward(self, x):
        return self.head(self.backbone(x))


def make_points(count, seed):
    """x is [count, 12]; only the product of the first two numbers matters."""
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(count, 12, generator=generator)
    x[:, :2] = x[:, :2].sign() * (0.5 + torch.rand(count, 2, generator=generator))
    return x, x[:, 0] * x[:, 1]


def make_data(count, seed):
    """The new task: is the product positive (class 1) or negative (class 0)?"""
    x, product = make_points(count, seed)
    return TensorDataset(x, (product > 0).long())


def pretrain(backbone):
    """The old task, with 1000 points: how large is the product?"""
    x, product = make_points(1000, seed=0)
    net = nn.Sequential(backbone, nn.Linear(32, 1))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
    for _ in range(60):
        optimizer.zero_grad()
        nn.functional.mse_loss(net(x).squeeze(1), product).backward()
        optimizer.step()
    optimizer.zero_grad()


def build(seed):
    """The arguments of train(): the backbone is the same for each seed, the head is not."""
    torch.manual_seed(0)
    model = Classifier()
    pretrain(model.backbone)
    torch.manual_seed(seed)
    model.head.reset_parameters()
    return {
        "model": model,
        "criterion": nn.CrossEntropyLoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.3, weight_decay=0.01),
        "loader": DataLoader(
            make_data(24, seed=2),
            batch_size=4,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def measure(model):
    """Loss and accuracy of the model on 1000 points that it has not seen."""
    x, y = make_data(1000, seed=3).tensors
    with torch.no_grad():
        logits = model(x)
    return {
        "loss": nn.functional.cross_entropy(logits, y).item(),
        "accuracy": (logits.argmax(dim=1) == y).float().mean().item(),
    }
