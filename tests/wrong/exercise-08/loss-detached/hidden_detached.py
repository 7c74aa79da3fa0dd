"""The hidden activations are detached to keep them for a plot: the first layer gets no gradient."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    activations = []
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            hidden = torch.tanh(model.hidden(x)).detach()  # HERE
            activations.append(hidden.mean())
            loss = criterion(model.output(hidden), y)
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
