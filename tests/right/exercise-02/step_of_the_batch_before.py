"""The step stands at the top of the loop and is for the batch before; the last one comes after the loop."""


def train(model, criterion, optimizer, loader, epochs):
    pending = False
    for epoch in range(epochs):
        for images, labels in loader:
            if pending:
                optimizer.step()
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            pending = True
        print("epoch", epoch + 1, "loss", loss.item())
    if pending:
        optimizer.step()
