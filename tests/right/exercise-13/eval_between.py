"""Freezes in each epoch anew, evaluates between, and would stop early at a loss of zero."""

import torch


def evaluate(model, criterion, loader):
    model.eval()
    with torch.no_grad():
        total = sum(criterion(model(x), y).item() for x, y in loader)
    return total / len(loader)


def train(model, criterion, optimizer, loader, epochs):
    history = []
    for epoch in range(epochs):
        model.train()
        model.backbone.requires_grad_(False)
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        history.append(evaluate(model, criterion, loader))
        if history[-1] <= 0:
            break
    print("loss", history[-1])
