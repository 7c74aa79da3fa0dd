"""torch.autograd.backward instead of the method."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for batch in loader:
            images, labels = batch
            optimizer.zero_grad(set_to_none=True)
            loss = criterion(model(images), labels)
            torch.autograd.backward([loss])
            optimizer.step()
