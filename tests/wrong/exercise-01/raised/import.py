import torch
from torchtrainer_utils import AverageMeter  # HERE

def train(model, criterion, optimizer, loader, epochs):
    meter = AverageMeter()
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            meter.update(loss.item())
