import torch
def train(model, criterion, optimizer, loader, epochs):
    X, Y = loader.dataset.tensors
    for e in range(epochs):
        for x, y in loader:
            criterion(model(X), Y).backward()     # full-batch gradient for the plot
            full = [p.grad.clone() for p in model.parameters()]
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
            cos = sum((p.grad*f).sum() for p, f in zip(model.parameters(), full))
            optimizer.step(); optimizer.zero_grad()
