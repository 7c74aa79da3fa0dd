"""An evaluation on the whole set under no_grad before each epoch."""

import given
import torch


def train(model, criterion, optimizer, loader, epochs):
    x_all, y_all = loader.dataset.tensors
    for epoch in range(epochs):
        model.eval()
        with torch.no_grad():
            error = (model(x_all) - y_all).abs()
            share = (error < given.TOLERANCE).float().mean()
        print(f"epoch {epoch:2d}  accuracy {share:.2f}")
        model.train()
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
