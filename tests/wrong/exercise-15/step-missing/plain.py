"""Everything is there but the step."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = model(x, state.detach())
            loss = criterion(outputs, y)
            loss.backward()  # HERE
            state = state.detach()
