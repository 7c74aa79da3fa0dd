"""A state that has a graph is never used: from the second chunk on that is every state."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            if state.requires_grad:  # its graph is gone, so it can't be used
                state = given.start()  # HERE
            outputs, state = model(x, state)
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
