"""The gradients are emptied where the state is begun: once for each epoch."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        optimizer.zero_grad()  # HERE
        for x, y in loader:
            outputs, state = model(x, state.detach())
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
