"""A trainer class that freezes in its constructor."""


class HeadTrainer:
    def __init__(self, model, criterion, optimizer):
        self.model, self.criterion, self.optimizer = model, criterion, optimizer
        for p in model.backbone.parameters():
            p.requires_grad_(False)

    def step(self, x, y):
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def fit(self, loader, epochs):
        for epoch in range(epochs):
            losses = [self.step(x, y) for x, y in loader]
            print(f"epoch {epoch + 1:2d}  loss {sum(losses) / len(losses):.3f}")


def train(model, criterion, optimizer, loader, epochs):
    HeadTrainer(model, criterion, optimizer).fit(loader, epochs)
