"""The discriminator's fakes are made under no_grad."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    ones, zeros = torch.ones(1), torch.zeros(1)
    history = []
    for _ in range(epochs):
        for real, noise in loader:
            with torch.no_grad():
                fake = generator(noise)
            d_loss = criterion(discriminator(real), ones) + criterion(discriminator(fake), zeros - ones)
            d_optimizer.zero_grad(set_to_none=False)
            d_loss.backward()
            d_optimizer.step()

            g_loss = criterion(discriminator(generator(noise)), ones)
            g_optimizer.zero_grad(set_to_none=False)
            g_loss.backward()
            g_optimizer.step()
            history.append((d_loss.item(), g_loss.item()))
    return history
