"""The state travels as a numpy array, which has no graph."""

import given
import torch


def train_epoch(model, criterion, optimizer, loader):
    hidden = given.start().numpy()
    running = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        outputs, state = model(x, torch.from_numpy(hidden))
        loss = criterion(outputs, y)
        loss.backward()
        optimizer.step()
        hidden = state.detach().numpy().copy()
        running += float(loss)
    return running / len(loader)


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        print(epoch, "loss", train_epoch(model, criterion, optimizer, loader))
