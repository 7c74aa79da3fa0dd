"""After each epoch an evaluation under no_grad, with a loader of its own."""

import torch
from torch.utils.data import DataLoader


def evaluate(model, criterion, loader):
    model.eval()
    loss, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            outputs = model(images)
            loss += criterion(outputs, labels).item() * len(labels)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
    model.train()
    return loss / len(loader.dataset), correct / len(loader.dataset)


def train(model, criterion, optimizer, loader, epochs):
    quiet = DataLoader(loader.dataset, batch_size=500)
    for epoch in range(epochs):
        model.train()
        for images, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch}: loss {evaluate(model, criterion, quiet)[0]:.3f}")
