"""Features under inference_mode, cloned so that the head may learn from them."""

import torch


@torch.inference_mode()
def extract(model, x):
    return model.backbone(x)


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            features = extract(model, x).clone()
            loss = criterion(model.head(features), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
