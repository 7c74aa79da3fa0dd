"""requires_grad_ is switched off for whoever is not learning, and on again."""

import torch


def set_requires_grad(net, flag):
    for p in net.parameters():
        p.requires_grad = flag


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            set_requires_grad(discriminator, True)
            set_requires_grad(generator, False)
            d_optimizer.zero_grad()
            fake = generator(noise)
            yes, no = discriminator(real), discriminator(fake)
            loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            loss.backward()
            d_optimizer.step()

            set_requires_grad(discriminator, False)
            set_requires_grad(generator, True)
            g_optimizer.zero_grad()
            score = discriminator(generator(noise))
            loss = criterion(score, torch.ones_like(score))
            loss.backward()
            g_optimizer.step()
    set_requires_grad(discriminator, True)
