import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for epoch in range(epochs):
        for real, noise in loader:
            fake = generator(noise)
            yes, no = discriminator(real), discriminator(fake.detach())
            score = discriminator(fake)
            d_loss = criterion(yes, torch.ones_like(yes)) + criterion(no, -torch.ones_like(no))
            g_loss = criterion(score, torch.ones_like(score))

            d_optimizer.zero_grad()
            d_loss.backward()
            d_optimizer.step()  # HERE

            g_optimizer.zero_grad()
            g_loss.backward()
            g_optimizer.step()
        print(epoch, d_loss.item(), g_loss.item())
