"""no_grad around the model, so that the state has no graph."""

import given
import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            with torch.no_grad():  # HERE
                outputs, state = model(x, state)
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
