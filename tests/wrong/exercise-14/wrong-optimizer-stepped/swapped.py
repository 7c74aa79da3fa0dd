"""The two optimizers are mixed up when they are unpacked."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    optimizers = {"discriminator": g_optimizer, "generator": d_optimizer}
    for epoch in range(epochs):
        for real, noise in loader:
            g_optimizer.zero_grad()
            d_optimizer.zero_grad()
            yes, no = discriminator(real), discriminator(generator(noise).detach())
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            optimizers["discriminator"].step()  # HERE

            score = discriminator(generator(noise))
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            optimizers["generator"].step()
