import torch
from torch.utils.checkpoint import checkpoint

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            out = checkpoint(model, x, use_reentrant=False)
            loss = criterion(out, y)
            loss.backward()
            optimizer.step()
