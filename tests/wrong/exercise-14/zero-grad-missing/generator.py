"""The generator's gradients add up over all batches."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:  # HERE
            fake = generator(noise)
            d_optimizer.zero_grad()
            yes, no = discriminator(real), discriminator(fake.detach())
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            d_optimizer.step()

            d_optimizer.zero_grad()
            score = discriminator(fake)
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
