"""New noise for the generator's turn instead of the loader's."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            d_optimizer.zero_grad()
            yes, no = discriminator(real), discriminator(generator(noise).detach())
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            d_optimizer.step()

            g_optimizer.zero_grad()
            z = torch.randn_like(noise)
            score = discriminator(generator(z))  # HERE
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
