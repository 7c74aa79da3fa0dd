"""torch.autograd.grad asks for the gradients of one network only, and nothing is detached."""

import torch


def fill(loss, parameters):
    parameters = list(parameters)
    for p, g in zip(parameters, torch.autograd.grad(loss, parameters)):
        p.grad = g


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for _ in range(epochs):
        for real, noise in loader:
            yes, no = discriminator(real), discriminator(generator(noise))
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, torch.full_like(no, -1))
            fill(d_loss, discriminator.parameters())
            d_optimizer.step()

            score = discriminator(generator(noise))
            g_loss = criterion(score, torch.ones_like(score))
            fill(g_loss, generator.parameters())
            g_optimizer.step()
