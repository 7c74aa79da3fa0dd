"""zero_grad has been moved to the top, the other two are as they were."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for images, labels in loader:
            optimizer.zero_grad()
            outputs = model(images)
            loss = criterion(outputs, labels)
            optimizer.step()  # HERE
            loss.backward()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")
