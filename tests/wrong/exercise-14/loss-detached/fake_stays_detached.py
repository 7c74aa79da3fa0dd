import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            d_optimizer.zero_grad()
            g_optimizer.zero_grad()
            fake = generator(noise).detach()  # HERE
            yes, no = discriminator(real), discriminator(fake)
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            d_optimizer.step()

            score = discriminator(fake)
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
        print(epoch, d_loss.item(), g_loss.item())
