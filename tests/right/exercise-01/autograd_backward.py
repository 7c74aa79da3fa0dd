import torch
from torch import autograd

def train(model, criterion, optimizer, loader, epochs):
    e = 0
    while e < epochs:
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            autograd.backward([loss])
            optimizer.step()
        e += 1
