"""Assigning to .grad needed no zeroing, backward() does."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:  # HERE
            outputs = model(x)
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
