"""Backward and clipping inside a closure that step() calls."""

import torch


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for x, y in loader:

            def closure():
                optimizer.zero_grad()
                loss = criterion(model(x), y)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
                return loss

            loss = optimizer.step(closure)
        print(epoch, loss.item())
