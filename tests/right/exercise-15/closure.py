"""optimizer.step(closure): the closure hands the new state on by nonlocal."""

import given


def train(model, criterion, optimizer, loader, epochs):
    state = None

    def make_closure(x, y):
        def closure():
            nonlocal state
            optimizer.zero_grad()
            outputs, after = model(x, state)
            loss = criterion(outputs, y)
            loss.backward()
            state = after.detach()
            return loss

        return closure

    for epoch in range(epochs):
        state = given.start()
        total = 0.0
        for x, y in loader:
            total += optimizer.step(make_closure(x, y)).item()
        print("epoch", epoch, "loss", total / len(loader))
