import torch
def train(model, criterion, optimizer, loader, epochs):
    x, y = next(iter(loader)); print(x.shape, model(x).shape, criterion(model(x), y))
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
