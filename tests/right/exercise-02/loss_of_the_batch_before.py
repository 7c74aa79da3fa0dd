"""Backward and step stand before the forward pass, for the loss of the batch before; the last comes after the loop."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        loss = None
        for images, labels in loader:
            if loss is not None:
                loss.backward()
                optimizer.step()
                optimizer.zero_grad()
            loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
