import torch
def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            with torch.no_grad():
                after = criterion(model(x), y)
