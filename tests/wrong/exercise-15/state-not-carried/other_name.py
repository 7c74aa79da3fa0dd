"""The new state gets a new name, and the old one is used again."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        hidden = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            outputs, new_hidden = model(x, hidden.detach())  # HERE
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
