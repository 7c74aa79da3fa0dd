"""A pass for evaluation after each epoch, and early stopping that never triggers."""

import torch


def evaluate(model, criterion, loader):
    with torch.no_grad():
        return sum(criterion(model(x), y).item() for x, y in loader) / len(loader)


def train(model, criterion, optimizer, loader, epochs):
    best, patience = float("inf"), 0
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
        loss = evaluate(model, criterion, loader)
        print(f"epoch {epoch} loss {loss:.3f}")
        patience = 0 if loss < best else patience + 1
        best = min(best, loss)
        if patience > epochs:
            break
