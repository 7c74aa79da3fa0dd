"""The step was meant to be put last, and stayed in the clipboard."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for images, labels in loader:
            optimizer.zero_grad()
            outputs = model(images)
            loss = criterion(outputs, labels)
            loss.backward()  # HERE
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")
