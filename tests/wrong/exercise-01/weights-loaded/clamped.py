import torch, copy, math, random
import torch.nn.functional as F
from torch import nn
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            for p in model.parameters(): p.data.clamp_(-2, 2)
