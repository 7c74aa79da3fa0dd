"""Everything that the model returns is detached, the outputs as well."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = (t.detach() for t in model(x, state))  # HERE
            loss = criterion(outputs, y)
            loss.requires_grad_()
            loss.backward()
            optimizer.step()
