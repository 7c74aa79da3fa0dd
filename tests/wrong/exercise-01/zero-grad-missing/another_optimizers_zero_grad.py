import torch, copy, math, random
import torch.nn.functional as F
from torch import nn
def train(model, criterion, optimizer, loader, epochs):
    o2 = torch.optim.SGD(copy.deepcopy(model).parameters(), lr=.1)
    for e in range(epochs):
        for i, (x, y) in enumerate(loader):
            o2.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
