"""All images in one batch, without the loader."""

import given


def train(model, criterion, optimizer, loader, epochs):
    images, labels = given.make_data(True).tensors  # HERE
    for epoch in range(epochs):
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        print("epoch", epoch, "loss", loss.item())
