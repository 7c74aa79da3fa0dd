import copy
import torch

def smoke_test(model, criterion, loader):
    clone = copy.deepcopy(model)
    opt = torch.optim.Adam(clone.parameters(), lr=0.01)
    x, y = next(iter(loader))
    first = None
    for _ in range(20):
        opt.zero_grad()
        loss = criterion(clone(x), y)
        loss.backward()
        opt.step()
        first = loss.item() if first is None else first
    print(f"overfit one batch on a copy: {first:.3f} -> {loss.item():.3f}")

def train(model, criterion, optimizer, loader, epochs):
    smoke_test(model, criterion, loader)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
