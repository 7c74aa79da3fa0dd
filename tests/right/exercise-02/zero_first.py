"""Zeroing first, and both losses printed."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            outputs = model(images)
            loss = criterion(outputs, labels)
            loss.backward()
            optimizer.step()
        metrics = given.measure(model)
        print(epoch + 1, "loss", metrics["loss"], "validation", metrics["validation_loss"])
