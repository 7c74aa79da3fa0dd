"""What is given in exercise 14: numbers around 3, two networks, and how they are measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 16


class Verdict(nn.Module):
    """Low when the scores are high where the target is 1, and low where it is -1."""

    def forward(self, scores, targets):
        return -(scores * targets).mean()


def make_data():
    """256 real numbers around 3, and for each the noise from which a fake is made."""
    generator = torch.Generator().manual_seed(1)
    real = 3 + 0.5 * torch.randn(256, 1, generator=generator)
    noise = torch.randn(256, 2, generator=generator)
    return TensorDataset(real, noise)


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    generator = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(), nn.Linear(8, 1))
    discriminator = nn.Linear(1, 1, bias=False)  # the score of a number
    return {
        "generator": generator,
        "discriminator": discriminator,
        "criterion": Verdict(),
        "g_optimizer": torch.optim.SGD(generator.parameters(), lr=0.05),
        "d_optimizer": torch.optim.SGD(discriminator.parameters(), lr=0.05, weight_decay=2.0),
        "loader": DataLoader(
            make_data(),
            batch_size=32,
            shuffle=True,
            generator=torch.Generator().manual_seed(seed),
        ),
        "epochs": EPOCHS,
    }


def objective(model, call):
    """The terms of the loss of one update: the discriminator's, or the generator's after it."""
    real, noise = call.batch
    verdict = Verdict()
    fake = model.generator(noise)
    if call.optimizer == "g_optimizer":
        score = model.discriminator(fake)
        return {"fakes": verdict(score, torch.ones_like(score))}
    yes, no = model.discriminator(real), model.discriminator(fake.detach())
    return {
        "real numbers": verdict(yes, torch.ones_like(yes)),
        "fakes": verdict(no, -torch.ones_like(no)),
    }


def measure(generator, discriminator):
    """How far the mean of 1000 fakes is from the mean of the real numbers."""
    real, _ = make_data().tensors
    noise = torch.randn(1000, 2, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        return {"distance": abs(generator(noise).mean().item() - real.mean().item())}
