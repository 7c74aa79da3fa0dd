"""retain_graph=True, as the error message proposes; the step has changed the weights in place."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = model(x, state)  # HERE
            loss = criterion(outputs, y)
            loss.backward(retain_graph=True)
            optimizer.step()
