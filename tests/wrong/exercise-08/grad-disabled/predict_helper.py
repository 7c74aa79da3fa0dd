"""The helper for evaluation is used for training too."""

import torch


@torch.no_grad()  # HERE
def predict(model, x):
    model.eval()
    return model(x)


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(predict(model, x), y)
            loss.backward()
            optimizer.step()
