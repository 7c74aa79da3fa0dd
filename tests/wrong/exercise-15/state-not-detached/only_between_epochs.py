"""detach() stands outside the loop over the chunks."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        state = state.detach()
        total = 0.0
        for x, y in loader:
            outputs, state = model(x, state)  # HERE
            loss = criterion(outputs, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(epoch, total / len(loader))
