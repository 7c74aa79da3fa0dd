import torch
def train(model, criterion, optimizer, loader, epochs):
    X, Y = loader.dataset.tensors
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        optimizer.zero_grad(); criterion(model(X), Y).backward()
        print(sum(p.grad.norm()**2 for p in model.parameters()).sqrt().item())
