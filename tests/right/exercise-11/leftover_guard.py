"""The usual guard for a leftover window at the end, which never comes here."""


class Accumulator:
    def __init__(self, optimizer, window, batches):
        self.optimizer, self.window, self.batches = optimizer, window, batches
        self.seen = 0

    def backward(self, loss):
        (loss / self.window).backward()
        self.seen += 1
        if self.seen % self.window == 0 or self.seen % self.batches == 0:
            self.optimizer.step()
            self.optimizer.zero_grad()


def train(model, criterion, optimizer, loader, epochs, window):
    accumulator = Accumulator(optimizer, window, len(loader))
    for _ in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            accumulator.backward(loss)
        print("loss", loss.item())
