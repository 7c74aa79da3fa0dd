import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            d_optimizer.zero_grad()
            g_optimizer.zero_grad()
            with torch.no_grad():
                fake = generator(noise)
            yes, no = discriminator(real), discriminator(fake)
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            d_loss.backward()
            d_optimizer.step()

            discriminator.requires_grad_(False)
            score = discriminator(generator(noise))
            g_loss = criterion(score, torch.ones_like(score))
            g_loss.backward()
            g_optimizer.step()
            discriminator.requires_grad_(True)
        print(epoch, d_loss.item(), g_loss.item())
