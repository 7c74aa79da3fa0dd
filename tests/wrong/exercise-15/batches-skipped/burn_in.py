"""The first two chunks only warm the state up."""

import given
import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = given.start()
        for i, (x, y) in enumerate(loader):
            if i < 2:
                with torch.no_grad():
                    _, state = model(x, state)
                continue  # HERE
            optimizer.zero_grad()
            outputs, state = model(x, state.detach())
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
