"""Cleared at the start of the round and again at its end."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(points), labels)
            loss.backward()
            optimizer.step()
            model.zero_grad()
