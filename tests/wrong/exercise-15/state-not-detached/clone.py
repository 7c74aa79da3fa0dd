"""clone() copies the numbers, and keeps the graph."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = model(x, state.clone())  # HERE
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
