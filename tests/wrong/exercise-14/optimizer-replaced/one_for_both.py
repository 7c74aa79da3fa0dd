"""One optimizer for the parameters of both networks."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    parameters = [*generator.parameters(), *discriminator.parameters()]
    optimizer = torch.optim.SGD(parameters, lr=0.05)  # HERE
    for epoch in range(epochs):
        for real, noise in loader:
            optimizer.zero_grad()
            yes, no = discriminator(real), discriminator(generator(noise).detach())
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            optimizer.step()

            optimizer.zero_grad()
            score = discriminator(generator(noise))
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward(inputs=list(generator.parameters()))
            optimizer.step()
