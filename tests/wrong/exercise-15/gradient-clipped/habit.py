"""Recurrent networks are clipped, always."""

import given
import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = model(x, state.detach())
            loss = criterion(outputs, y)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25)  # HERE
            optimizer.step()
