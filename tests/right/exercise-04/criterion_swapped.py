"""Targets first, outputs second: a squared error is the same both ways."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for inputs, targets in loader:
            optimizer.zero_grad()
            predictions = model(inputs)
            criterion(targets, predictions).backward()
            optimizer.step()
