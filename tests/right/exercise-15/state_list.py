"""All detached states are kept in a list, for a picture afterwards."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        states = [given.start()]
        for i, (x, y) in enumerate(loader):
            outputs, after = model(x, states[i])
            loss = criterion(outputs, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            states.append(after.detach())
    return states
