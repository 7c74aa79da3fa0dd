"""Zeroing last, by hand, parameter by parameter."""


def train(model, criterion, optimizer, loader, epochs):
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            for parameter in model.parameters():
                parameter.grad = None
            losses.append(loss.item())
    return losses
