
import dataclasses, itertools, contextlib
import given, torch
ones = torch.ones_like
class Trainer:
    def __init__(self, **parts): self.__dict__.update(parts); self.history = []
    def __call__(self):
        try:
            for self.epoch in range(self.epochs): self.history.append(self.one_epoch())
        finally:
            print(self.history[-1])
    def one_epoch(self):
        d = g = 0.
        for real, noise in self.loader:
            d += self.d_turn(real, noise); g += self.g_turn(noise)
        return d / len(self.loader), g / len(self.loader)
    def d_turn(self, real, noise):
        self.d_optimizer.zero_grad()
        with torch.no_grad(): fake = self.generator(noise)
        yes, no = self.discriminator(real), self.discriminator(fake)
        loss = self.criterion(yes, ones(yes)) + self.criterion(no, -ones(no))
        loss.backward(); self.d_optimizer.step()
        return loss.item()
    def g_turn(self, noise):
        self.g_optimizer.zero_grad()
        s = self.discriminator(self.generator(noise))
        loss = self.criterion(s, ones(s)); loss.backward(); self.g_optimizer.step()
        return loss.item()
def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    Trainer(**locals())()


if __name__ == "__main__":
    parts = given.build(seed=8)
    train(**parts)
    print(given.measure(parts["generator"], parts["discriminator"]))
