"""The quarter is given to backward() as its argument."""

import torch


def train(model, criterion, optimizer, loader, epochs, window):
    share = torch.tensor(1 / window)
    for _ in range(epochs):
        for i, (x, y) in enumerate(loader):
            if i % window == 0:
                optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward(share)
            if i % window == window - 1:
                optimizer.step()
        print("loss", loss.item())
