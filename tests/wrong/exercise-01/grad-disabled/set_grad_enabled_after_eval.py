import torch

def accuracy(model, loader):
    torch.set_grad_enabled(False)  # HERE
    X, Y = loader.dataset.tensors
    return (model(X).argmax(1) == Y).float().mean().item()

def train(model, criterion, optimizer, loader, epochs):
    print("before:", accuracy(model, loader))
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
