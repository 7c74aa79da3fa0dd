"""Exercise 14: two optimizers, one graph.

The generator should learn to make numbers like the real ones. It hardly moves.
Mend it, then run:  grade exercise-14
"""

import given
import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        d_total = g_total = 0.0
        for real, noise in loader:
            d_optimizer.zero_grad()
            g_optimizer.zero_grad()
            # The discriminator's turn: high scores for real numbers, low ones for fakes.
            fake = generator(noise)
            # TODO: whose gradients does this loss compute?
            yes, no = discriminator(real), discriminator(fake)
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            d_optimizer.step()

            # The generator's turn: high scores for fakes.
            score = discriminator(generator(noise))
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()

            d_total += d_loss.item()
            g_total += g_loss.item()
        d_mean, g_mean = d_total / len(loader), g_total / len(loader)
        print(f"epoch {epoch + 1:2d}  d_loss {d_mean:.3f}  g_loss {g_mean:.3f}")


if __name__ == "__main__":
    parts = given.build(seed=8)
    train(**parts)
    print(given.measure(parts["generator"], parts["discriminator"]))
