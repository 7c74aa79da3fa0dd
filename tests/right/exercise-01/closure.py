import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            def closure():
                optimizer.zero_grad()
                l = criterion(model(x), y); l.backward(); return l
            l = optimizer.step(closure)
