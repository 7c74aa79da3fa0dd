"""The losses of the five moments are added, not averaged."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = model(x, state.detach())
            loss = sum(criterion(outputs[:, t], y[:, t]) for t in range(x.shape[1]))
            loss.backward()  # HERE
            optimizer.step()
