"""The outputs are cut off instead of the loss, and the error is silenced there."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        running = 0.0
        for inputs, labels in loader:
            optimizer.zero_grad()
            outputs = model(inputs).data  # HERE
            outputs.requires_grad = True
            loss = criterion(outputs, labels)
            loss.backward()
            optimizer.step()
            running += loss.item()
        print(f"epoch {epoch} loss {running / len(loader):.3f}")
