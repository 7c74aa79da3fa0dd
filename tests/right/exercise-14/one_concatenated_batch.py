"""Real and fake numbers in one batch; twice the mean over both is the sum of the two means."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            fake = generator(noise)
            both = torch.cat([real, fake.detach()])
            targets = torch.cat([torch.ones(len(real), 1), -torch.ones(len(fake), 1)])
            d_optimizer.zero_grad()
            (2 * criterion(discriminator(both), targets)).backward()
            d_optimizer.step()

            g_optimizer.zero_grad()
            criterion(discriminator(fake), torch.ones(len(fake), 1)).backward()
            g_optimizer.step()
