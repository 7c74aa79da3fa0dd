"""Accuracy from the same outputs, computed under no_grad between loss and backward."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        hits, seen, total = 0, 0, 0.0
        for inputs, labels in loader:
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            with torch.no_grad():
                hits += (outputs.argmax(dim=1) == labels).sum().item()
                seen += len(labels)
                total += loss.item() * len(labels)
            model.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"{epoch}: loss {total / seen:.3f} accuracy {hits / seen:.2%}")
