"""The forward pass under no_grad, because 'gradients are the business of backward'."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            with torch.no_grad():  # HERE
                outputs = model(images)
            loss = criterion(outputs, labels)
            loss.backward()
            optimizer.step()
