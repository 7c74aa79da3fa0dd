"""The step was moved behind the backward pass, and out of the loop."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            outputs = model(images)
            loss = criterion(outputs, labels)
            loss.backward()
        optimizer.step()  # HERE
        print("epoch", epoch, "loss", loss.item())
