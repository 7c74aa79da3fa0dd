"""The images are flattened in the loop and go to the layer directly."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total, count = 0.0, 0
        for images, labels in loader:
            pixels = images.reshape(-1, 28 * 28)
            optimizer.zero_grad()
            loss = criterion(model.fc(pixels), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            count += len(labels)
        print(f"epoch {epoch + 1}  loss {total / count:.3f}")
