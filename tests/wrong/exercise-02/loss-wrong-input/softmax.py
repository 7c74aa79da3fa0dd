"""Probabilities go to a loss that wants logits."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            probabilities = torch.softmax(model(images), dim=1)  # HERE
            loss = criterion(probabilities, labels)
            loss.backward()
            optimizer.step()
