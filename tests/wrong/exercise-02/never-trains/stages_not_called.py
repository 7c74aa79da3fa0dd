"""The stages are listed in the right order, and none of them is called."""


def train(model, criterion, optimizer, loader, epochs):
    def backward(images, labels):
        criterion(model(images), labels).backward()

    for epoch in range(epochs):
        for images, labels in loader:
            stages = [
                optimizer.zero_grad,
                lambda: backward(images, labels),
                optimizer.step,
            ]
            for stage in stages:
                stage  # HERE
