import torch, copy, math, random
import torch.nn.functional as F
from torch import nn
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        prev = None
        for b in loader:
            if prev is not None:
                x, y = prev; optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            prev = b
        x, y = prev; optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step(); optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
