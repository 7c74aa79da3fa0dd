"""The state is carried on with its graph: the second backward() raises."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = model(x, state)  # HERE
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
