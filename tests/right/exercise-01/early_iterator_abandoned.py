import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        with torch.no_grad():
            for i, (x, y) in enumerate(loader):
                if i >= 3: break
                criterion(model(x), y)
