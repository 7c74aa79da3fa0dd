"""while and next; after each epoch the fakes are looked at under no_grad, and patience never runs out."""

import torch


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    fixed = torch.randn(64, 2, generator=torch.Generator().manual_seed(5))
    epoch = 0
    best, patience = float("inf"), 1000
    while epoch < epochs:
        batches = iter(loader)
        while (batch := next(batches, None)) is not None:
            real, noise = batch
            fake = generator(noise)
            d_optimizer.zero_grad()
            yes, no = discriminator(real), discriminator(fake.clone().detach())
            torch.autograd.backward(
                [criterion(yes, torch.ones_like(yes)), criterion(no, -torch.ones_like(no))]
            )
            d_optimizer.step()
            g_optimizer.zero_grad()
            score = discriminator(fake)
            torch.autograd.backward(criterion(score, torch.ones_like(score)))
            g_optimizer.step()
        generator.eval()
        with torch.no_grad():
            sample = generator(fixed)
            gap = abs(sample.mean().item() - real.mean().item())
            print(f"epoch {epoch}  mean {sample.mean():.2f}  std {sample.std():.2f}")
        generator.train()
        if gap < best:
            best, patience = gap, 1000
        else:
            patience -= 1
        if patience == 0:
            break
        epoch += 1
