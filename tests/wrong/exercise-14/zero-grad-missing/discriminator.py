"""The generator's backward leaves its gradient in the discriminator, and nobody empties it."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:  # HERE
            fake = generator(noise)
            yes, no = discriminator(real), discriminator(fake.detach())
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            d_optimizer.step()

            g_optimizer.zero_grad()
            score = discriminator(fake)
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
