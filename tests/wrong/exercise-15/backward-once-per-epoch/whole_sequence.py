"""Backpropagation through the whole sequence: one backward and one step for each epoch."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        losses = []
        for x, y in loader:
            outputs, state = model(x, state)
            losses.append(criterion(outputs, y))
        optimizer.zero_grad()
        loss = sum(losses) / len(losses)
        loss.backward()  # HERE
        optimizer.step()
