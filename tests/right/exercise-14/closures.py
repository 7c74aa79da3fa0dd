"""Each optimizer gets a closure that computes its own loss."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        d_sum = g_sum = 0.0
        for real, noise in loader:

            def d_closure():
                d_optimizer.zero_grad()
                yes, no = discriminator(real), discriminator(generator(noise).detach())
                loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
                loss.backward()
                return loss

            def g_closure():
                g_optimizer.zero_grad()
                score = discriminator(generator(noise))
                loss = criterion(score, torch.ones_like(score))
                loss.backward()
                return loss

            d_sum += d_optimizer.step(d_closure).item()
            g_sum += g_optimizer.step(g_closure).item()
        print(epoch, d_sum, g_sum)
