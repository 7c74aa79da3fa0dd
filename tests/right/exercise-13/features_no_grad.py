"""Computes the features without a graph, and trains the head on them."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            with torch.no_grad():
                features = model.backbone(x)
            loss = criterion(model.head(features), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
