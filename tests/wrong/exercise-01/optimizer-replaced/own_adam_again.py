import torch, copy, math, random
import torch.nn.functional as F
from torch import nn
def train(model, criterion, optimizer, loader, epochs):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for e in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
