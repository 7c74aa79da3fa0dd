"""state.detach_() cuts the graph in place, before the next chunk is read."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        state = given.start()
        for x, y in loader:
            state.detach_()
            model.zero_grad()
            outputs, state = model(x, state)
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
