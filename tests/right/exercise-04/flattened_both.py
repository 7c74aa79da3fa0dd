"""Outputs and targets both lose their last dimension, so the shapes still agree."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x).squeeze(1), y.squeeze(1))
            loss.backward()
            optimizer.step()
