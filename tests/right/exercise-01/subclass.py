import torch
class T(torch.Tensor): pass
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            x = x.as_subclass(T)
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
