"""The three lines were moved out of the batch loop."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            outputs = model(images)
            loss = criterion(outputs, labels)
        loss.backward()  # HERE
        optimizer.step()
        optimizer.zero_grad()
        print("epoch", epoch, "loss", loss.item())
