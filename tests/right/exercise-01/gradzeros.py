import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            for p in model.parameters(): p.grad = torch.zeros_like(p)
            l = criterion(model(x), y); l.backward(); optimizer.step()
