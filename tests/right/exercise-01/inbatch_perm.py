import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            i = torch.randperm(len(x)); x, y = x[i], y[i]
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
