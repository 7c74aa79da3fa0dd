import torch
def train(model, criterion, optimizer, loader, epochs):
    m = torch.compile(model, backend='eager')
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(m(x), y); l.backward(); optimizer.step()
