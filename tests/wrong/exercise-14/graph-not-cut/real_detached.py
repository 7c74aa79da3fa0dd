"""detach on the real numbers, which have no graph."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            for optimizer in (g_optimizer, d_optimizer):
                optimizer.zero_grad()
            fake = generator(noise)
            yes = discriminator(real.detach())
            no = discriminator(fake)  # HERE
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            d_optimizer.step()

            score = discriminator(generator(noise))
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
