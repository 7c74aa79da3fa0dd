"""As in the DCGAN tutorial: the discriminator's two halves go backward one after the other."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    real_label, fake_label = 1.0, -1.0
    for epoch in range(epochs):
        for i, data in enumerate(loader):
            # (1) the discriminator
            discriminator.zero_grad()
            real, noise = data
            b_size = real.size(0)
            label = torch.full((b_size, 1), real_label)
            output = discriminator(real)
            errD_real = criterion(output, label)
            errD_real.backward()
            D_x = output.mean().item()

            fake = generator(noise)
            label.fill_(fake_label)
            output = discriminator(fake.detach())
            errD_fake = criterion(output, label)
            errD_fake.backward()
            D_G_z1 = output.mean().item()
            errD = errD_real + errD_fake
            d_optimizer.step()

            # (2) the generator
            generator.zero_grad()
            label.fill_(real_label)
            output = discriminator(fake)
            errG = criterion(output, label)
            errG.backward()
            D_G_z2 = output.mean().item()
            g_optimizer.step()
            if i % 4 == 0:
                print(
                    f"[{epoch}/{epochs}][{i}/{len(loader)}] Loss_D: {errD.item():.4f} Loss_G: {errG.item():.4f} "
                    f"D(x): {D_x:.4f} D(G(z)): {D_G_z1:.4f} / {D_G_z2:.4f}"
                )
