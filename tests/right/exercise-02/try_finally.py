"""Zeroing in a finally clause, whatever happens in between."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            try:
                loss = criterion(model(images), labels)
                loss.backward()
                optimizer.step()
            finally:
                optimizer.zero_grad()
