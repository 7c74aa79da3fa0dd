"""The last batch has 48 images instead of 64, and is left out."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            if len(labels) < loader.batch_size:
                continue  # HERE
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
