"""All batches of all epochs are drawn first, and the layers are called one by one."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    drawn = [batch for _ in range(epochs) for batch in loader]
    for x, y in drawn:
        optimizer.zero_grad()
        outputs = model.output(torch.tanh(model.hidden(x)))
        criterion(outputs, y).backward()
        optimizer.step()
