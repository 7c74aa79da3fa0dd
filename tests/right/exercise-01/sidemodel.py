import torch
from torch import nn
def train(model, criterion, optimizer, loader, epochs):
    base = nn.Linear(2, 2); bo = torch.optim.SGD(base.parameters(), lr=.1)
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); bo.zero_grad()
            l = criterion(model(x), y); lb = criterion(base(x), y)
            (l+lb).backward()
            bo.step(); optimizer.step()
