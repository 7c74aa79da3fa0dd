"""Two rounds of the discriminator for each batch, as a paper recommends."""

import torch

n_critic = 2


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            for _ in range(n_critic):
                d_optimizer.zero_grad()
                yes, no = discriminator(real), discriminator(generator(noise).detach())
                d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
                d_loss.backward()
                d_optimizer.step()  # HERE

            g_optimizer.zero_grad()
            score = discriminator(generator(noise))
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
