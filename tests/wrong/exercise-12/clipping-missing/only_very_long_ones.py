import torch
from torch.nn.utils import clip_grad_norm_


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            norm = torch.stack([p.grad.norm() for p in model.parameters()]).norm()
            if norm > 1.0:  # "exploding"
                clip_grad_norm_(model.parameters(), max_norm)  # HERE
            optimizer.step()
