"""A closure does forward, loss and backward, and optimizer.step() runs it."""


def train(model, criterion, optimizer, x, y):
    def closure():
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        return loss

    before = optimizer.step(closure)
    print("loss before", before.item())
