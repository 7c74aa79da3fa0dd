import torch

def train(model, criterion, optimizer, loader, epochs):
    for i in range(epochs):
        for x, y in loader:
            y_hat = model(x)
            L = criterion(y_hat, y)
            optimizer.zero_grad()
            L.backward(gradient=torch.ones_like(L))
            optimizer.step()
