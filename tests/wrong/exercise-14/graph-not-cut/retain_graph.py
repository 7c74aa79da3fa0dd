"""The error of the second backward was made to go away with retain_graph."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            d_optimizer.zero_grad()
            g_optimizer.zero_grad()
            fake = generator(noise)
            yes = discriminator(real)
            no = discriminator(fake)  # HERE
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward(retain_graph=True)
            d_optimizer.step()

            score = discriminator(fake)
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
