"""A helper does the update in the wrong order."""


def update(optimizer, loss):
    optimizer.zero_grad()
    optimizer.step()  # HERE
    loss.backward()


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            update(optimizer, criterion(model(images), labels))
