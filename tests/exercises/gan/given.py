"""Two models, two optimizers, one graph: a GAN on numbers around 3."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def build(seed):
    torch.manual_seed(seed)
    generator = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1))
    discriminator = nn.Sequential(nn.Linear(1, 8), nn.ReLU(), nn.Linear(8, 1))
    source = torch.Generator().manual_seed(seed)
    real = 3 + 0.5 * torch.randn(64, 1, generator=source)
    noise = torch.randn(64, 2, generator=source)
    return {
        "generator": generator,
        "discriminator": discriminator,
        "criterion": nn.BCEWithLogitsLoss(),
        "g_optimizer": torch.optim.Adam(generator.parameters(), lr=0.01),
        "d_optimizer": torch.optim.Adam(discriminator.parameters(), lr=0.01),
        "loader": DataLoader(TensorDataset(real, noise), batch_size=8, shuffle=True,
                             generator=torch.Generator().manual_seed(seed)),
        "epochs": 3,
    }  # fmt: skip


def objective(model, call):
    real, noise = call.batch
    loss = nn.functional.binary_cross_entropy_with_logits
    fake = model.generator(noise)
    if call.optimizer == "g_optimizer":
        judged = model.discriminator(fake)
        return loss(judged, torch.ones_like(judged))
    yes, no = model.discriminator(real), model.discriminator(fake.detach())
    return loss(yes, torch.ones_like(yes)) + loss(no, torch.zeros_like(no))


def measure(generator, discriminator):
    noise = torch.randn(256, 2, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        return {"distance": abs(generator(noise).mean().item() - 3)}
