"""No detach: the stray gradient in the generator is thrown away before its own turn."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            d_optimizer.zero_grad()
            yes, no = discriminator(real), discriminator(generator(noise))
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            d_optimizer.step()

            g_optimizer.zero_grad()  # also empties what d_loss left in the generator
            score = discriminator(generator(noise))
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
