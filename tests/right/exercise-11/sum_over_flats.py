"""Squared errors summed, divided by the number of flats in the window."""

import torch.nn.functional as F


def train(model, criterion, optimizer, loader, epochs, window):
    for _ in range(epochs):
        group = []
        for batch in loader:
            group.append(batch)
            if len(group) == window:
                flats = sum(len(y) for _, y in group)
                optimizer.zero_grad()
                for x, y in group:
                    loss = F.mse_loss(model(x), y, reduction="sum") / flats
                    loss.backward()
                optimizer.step()
                group = []
        print("loss", loss.item() * window)
