"""The backward pass starts from the outputs instead of the loss."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            outputs = model(images)
            loss = criterion(outputs, labels)
            outputs.mean().backward()  # HERE
            optimizer.step()
            print("loss", loss.item()) if len(labels) < 64 else None
