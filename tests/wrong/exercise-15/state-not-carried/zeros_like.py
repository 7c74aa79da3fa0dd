"""The state is emptied instead of detached."""

import given
import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = model(x, state)
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
            state = torch.zeros_like(state)  # HERE
