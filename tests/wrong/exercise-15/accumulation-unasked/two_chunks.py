"""The graph reaches over two chunks, and there is one update for both."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        window = 0.0
        for i, (x, y) in enumerate(loader):
            outputs, state = model(x, state)
            window = window + criterion(outputs, y) / 2
            if i % 2 == 1:  # HERE
                optimizer.zero_grad()
                window.backward()
                optimizer.step()
                window = 0.0
                state = state.detach()
