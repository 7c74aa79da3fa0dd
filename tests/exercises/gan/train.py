import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    for _ in range(epochs):
        for real, noise in loader:
            fake = generator(noise)
            d_optimizer.zero_grad()
            yes, no = discriminator(real), discriminator(fake.detach())
            loss = criterion(yes, torch.ones_like(yes)) + criterion(no, torch.zeros_like(no))
            loss.backward()
            d_optimizer.step()

            g_optimizer.zero_grad()
            judged = discriminator(fake)
            criterion(judged, torch.ones_like(judged)).backward()
            g_optimizer.step()
