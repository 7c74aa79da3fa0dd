import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        running = 0.0
        for inputs, labels in loader:
            outputs = model(inputs)
            loss = criterion(outputs, labels)

            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running += loss.item() * inputs.size(0)
        print(f"Epoch [{epoch + 1}/{epochs}], Loss: {running / len(loader.dataset):.4f}")
    print("Finished Training")
