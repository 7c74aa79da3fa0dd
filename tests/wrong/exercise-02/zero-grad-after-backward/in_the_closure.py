"""The closure cleans up before it hands the loss to the optimizer."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:

            def closure():
                loss = criterion(model(images), labels)
                loss.backward()
                optimizer.zero_grad()  # HERE
                return loss

            optimizer.step(closure)
