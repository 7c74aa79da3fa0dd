"""Label smoothing: real numbers get the target 0.9."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            fake = generator(noise)
            d_optimizer.zero_grad()
            yes, no = discriminator(real), discriminator(fake.detach())
            real_loss = criterion(yes, 0.9 * torch.ones_like(yes))  # HERE
            fake_loss = criterion(no, -torch.ones_like(no))
            (real_loss + fake_loss).backward()
            d_optimizer.step()

            g_optimizer.zero_grad()
            score = discriminator(fake)
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
