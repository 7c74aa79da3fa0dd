import torch

def epoch_loss(model, criterion, loader):
    return torch.stack([criterion(model(x), y) for x, y in loader]).mean()

def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = epoch_loss(model, criterion, loader)
        loss.backward()  # HERE
        optimizer.step()
