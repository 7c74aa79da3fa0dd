"""The helper for both turns makes the fakes itself, always with their graph."""

import torch


def score_fakes(generator, discriminator, criterion, noise, target):
    scores = discriminator(generator(noise))
    return criterion(scores, torch.full_like(scores, target))


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            g_optimizer.zero_grad()
            d_optimizer.zero_grad()
            yes = discriminator(real)
            d_loss = criterion(yes, torch.ones_like(yes))
            d_loss = d_loss + score_fakes(generator, discriminator, criterion, noise, -1.0)
            d_loss.backward()  # HERE
            d_optimizer.step()

            g_loss = score_fakes(generator, discriminator, criterion, noise, 1.0)
            g_loss.backward()
            g_optimizer.step()
