"""The state of the last chunk begins the next epoch."""

import given


def train(model, criterion, optimizer, loader, epochs):
    state = given.start()  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = model(x, state.detach())
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
