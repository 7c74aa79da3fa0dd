"""zero_grad once for each epoch."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        optimizer.zero_grad()  # HERE
        for images, labels in loader:
            outputs = model(images)
            loss = criterion(outputs, labels)
            loss.backward()
            optimizer.step()
