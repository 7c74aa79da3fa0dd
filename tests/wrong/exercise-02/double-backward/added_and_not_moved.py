"""A backward pass was added before the step, and the old one was left after it."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            outputs = model(images)
            loss = criterion(outputs, labels)
            loss.backward()
            optimizer.step()
            loss.backward()  # HERE
            optimizer.zero_grad()
