import torch
from torch.utils.data import random_split, Subset, DataLoader
def train(model, criterion, optimizer, loader, epochs):
    tr, va = random_split(loader.dataset, [160, 40], generator=torch.Generator().manual_seed(0))
    vl = DataLoader(va, batch_size=8)
    for e in range(epochs):
        model.train()
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        model.eval()
        with torch.no_grad(): print(sum(criterion(model(x), y) for x, y in vl))
