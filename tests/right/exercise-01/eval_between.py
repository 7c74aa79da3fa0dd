import torch
def train(model, criterion, optimizer, loader, epochs):
    X, Y = loader.dataset.tensors
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
            with torch.inference_mode():
                v = criterion(model(X), Y)
            optimizer.step()
