"""One function for training and evaluation, with set_grad_enabled(training)."""

import torch


def run(model, criterion, loader, optimizer=None):
    training = optimizer is not None
    model.train(training)
    total = 0.0
    with torch.set_grad_enabled(training):
        for x, y in loader:
            loss = criterion(model(x), y)
            if training:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            total += loss.detach().item()
    return total / len(loader)


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        learning = run(model, criterion, loader, optimizer)
        checking = run(model, criterion, loader)
        print(f"{epoch} loss {learning:.3f} / {checking:.3f}")
