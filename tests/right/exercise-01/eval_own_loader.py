import torch
from torch.utils.data import DataLoader

def train(model, criterion, optimizer, loader, epochs):
    test_loader = DataLoader(loader.dataset, batch_size=100)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
        with torch.no_grad():
            hits = sum((model(x).argmax(1) == y).sum().item() for x, y in test_loader)
        print(epoch, hits, "/", len(loader.dataset))
