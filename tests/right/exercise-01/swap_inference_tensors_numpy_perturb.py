import torch
def train(model, criterion, optimizer, loader, epochs):
    X, Y = loader.dataset.tensors
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        w = model.fc1.weight.detach().numpy(); keep = w.copy(); w[:] = 0
        with torch.no_grad(): print(criterion(model(X), Y).item())
        w[:] = keep
