import torch

def train(model, criterion, optimizer, loader, epochs):
    """Who needs autograd?"""
    W1, b1 = model.fc1.weight, model.fc1.bias
    W2, b2 = model.fc2.weight, model.fc2.bias
    for epoch in range(epochs):
        for x, y in loader:
            with torch.no_grad():
                a = x @ W1.T + b1
                h = a.clamp(min=0)
                z = h @ W2.T + b2
                dz = torch.softmax(z, dim=1)
                dz[torch.arange(len(y)), y] -= 1
                dz /= len(y)
                W2.grad = dz.T @ h
                b2.grad = dz.sum(0)
                da = (dz @ W2) * (a > 0)
                W1.grad = da.T @ x
                b1.grad = da.sum(0)
            optimizer.step()
