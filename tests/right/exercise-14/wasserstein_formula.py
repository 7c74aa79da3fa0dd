"""The losses as the Wasserstein GAN writes them, without the criterion; zeroed last."""


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    critic = discriminator
    g_optimizer.zero_grad()
    d_optimizer.zero_grad()
    for epoch in range(epochs):
        for real, noise in loader:
            fake = generator(noise).detach()
            critic_loss = critic(fake).mean() - critic(real).mean()
            critic_loss.backward()
            d_optimizer.step()

            generator_loss = -critic(generator(noise)).mean()
            generator_loss.backward()
            g_optimizer.step()

            g_optimizer.zero_grad()
            d_optimizer.zero_grad()
