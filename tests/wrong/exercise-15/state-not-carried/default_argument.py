"""The first state is a default argument of a step function that nobody gives the later ones."""

import given


def train(model, criterion, optimizer, loader, epochs):
    def step(x, y, state=given.start()):
        optimizer.zero_grad()
        outputs, state = model(x, state)
        loss = criterion(outputs, y)
        loss.backward()
        optimizer.step()
        return loss.item(), state.detach()

    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            loss, state = step(x, y)  # HERE
            total += loss
        print(epoch, total / len(loader))
