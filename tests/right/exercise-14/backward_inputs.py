"""backward(inputs=...) says for whom the gradient is."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    d_params = list(discriminator.parameters())
    g_params = list(generator.parameters())
    for epoch in range(epochs):
        for real, noise in loader:
            d_optimizer.zero_grad()
            g_optimizer.zero_grad()
            yes, no = discriminator(real), discriminator(generator(noise))
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward(inputs=d_params)
            d_optimizer.step()

            score = discriminator(generator(noise))
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward(inputs=g_params)
            g_optimizer.step()
