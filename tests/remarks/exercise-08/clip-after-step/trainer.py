from torch.nn.utils import clip_grad_norm_


class Trainer:
    max_grad_norm = 0.05

    def __init__(self, model, criterion, optimizer):
        self.model, self.criterion, self.optimizer = model, criterion, optimizer

    def step(self, x, y):
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        clip_grad_norm_(self.model.parameters(), self.max_grad_norm)  # HERE
        return loss.item()


def train(model, criterion, optimizer, loader, epochs):
    trainer = Trainer(model, criterion, optimizer)
    for epoch in range(epochs):
        losses = [trainer.step(x, y) for x, y in loader]
        print(f"epoch {epoch + 1:2d}  loss {sum(losses) / len(losses):.3f}")
