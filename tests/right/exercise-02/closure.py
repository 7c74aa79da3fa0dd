"""The four calls in a closure that the optimizer calls."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        running = 0.0
        for images, labels in loader:

            def closure():
                optimizer.zero_grad()
                loss = criterion(model(images), labels)
                loss.backward()
                return loss

            running += optimizer.step(closure).item()
        print("epoch", epoch, "loss", running / len(loader))
