"""The fakes are scored for the generator before the discriminator's step, which changes its weight in place."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            d_optimizer.zero_grad()
            g_optimizer.zero_grad()
            fake = generator(noise)
            yes, no = discriminator(real), discriminator(fake.detach())
            score = discriminator(fake)
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            g_loss = criterion(score, torch.ones_like(score))

            d_loss.backward()
            d_optimizer.step()
            g_loss.backward()  # HERE
            g_optimizer.step()
