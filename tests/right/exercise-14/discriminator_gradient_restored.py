"""The generator's backward also reaches the discriminator; that gradient is dropped at once."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    try:
        for epoch in range(epochs):
            for real, noise in loader:
                yes = discriminator(real)
                no = discriminator(torch.from_numpy(generator(noise).detach().numpy().copy()))
                (criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))).backward()
                d_optimizer.step()
                score = discriminator(generator(noise))
                criterion(score, torch.ones_like(score)).backward()
                g_optimizer.step()
                for p in [*generator.parameters(), *discriminator.parameters()]:
                    p.grad = None
    finally:
        print("done")
