"""The step at the top: it uses the gradient of the batch before, and the last one is never used."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            optimizer.step()  # HERE
            optimizer.zero_grad()
            outputs = model(images)
            loss = criterion(outputs, labels)
            loss.backward()
        print(epoch, "loss", loss.item())
