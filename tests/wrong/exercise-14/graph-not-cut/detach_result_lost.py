"""detach() returns a new tensor; here nobody takes it."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            g_optimizer.zero_grad()
            d_optimizer.zero_grad()
            fake = generator(noise)
            fake.detach()
            no = discriminator(fake)  # HERE
            yes = discriminator(real)
            loss_d = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            loss_d.backward()
            d_optimizer.step()

            judged = discriminator(generator(noise))
            loss_g = criterion(judged, torch.ones_like(judged))
            loss_g.backward()
            g_optimizer.step()
