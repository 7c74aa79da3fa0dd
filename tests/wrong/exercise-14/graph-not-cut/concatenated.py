"""One batch of real and fake numbers, and the fakes bring their graph."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            n = len(real)
            both = torch.cat([real, generator(noise)])
            targets = torch.cat([torch.ones(n, 1), -torch.ones(n, 1)])
            scores = discriminator(both)  # HERE
            d_loss = 2 * criterion(scores, targets)
            d_loss.backward()
            d_optimizer.step()
            d_optimizer.zero_grad()

            scores = discriminator(generator(noise))
            g_loss = criterion(scores, torch.ones(n, 1))
            g_loss.backward()
            g_optimizer.step()
            g_optimizer.zero_grad()
            d_optimizer.zero_grad()
