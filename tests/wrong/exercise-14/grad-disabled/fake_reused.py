"""The fakes of the no_grad block are used in the generator's turn as well."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            with torch.no_grad():  # HERE
                fake = generator(noise)
            yes, no = discriminator(real), discriminator(fake)
            d_optimizer.zero_grad()
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            d_optimizer.step()

            score = discriminator(fake)
            g_optimizer.zero_grad()
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
