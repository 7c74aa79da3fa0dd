"""One fake for both turns: detached for the discriminator, whole for the generator."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            fake = generator(noise)

            d_optimizer.zero_grad()
            yes, no = discriminator(real), discriminator(fake.detach())
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            d_optimizer.step()

            g_optimizer.zero_grad()
            score = discriminator(fake)
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
        print(f"epoch {epoch + 1}  d_loss {d_loss.item():.3f}  g_loss {g_loss.item():.3f}")
