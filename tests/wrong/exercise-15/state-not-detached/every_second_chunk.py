"""The graph is cut after every second chunk only, and backward() runs after each."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for i, (x, y) in enumerate(loader):
            if i % 2 == 0:
                state = state.detach()
            optimizer.zero_grad()
            outputs, state = model(x, state)  # HERE
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
