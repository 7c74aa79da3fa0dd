import torch

def train(model, criterion, optimizer, loader, epochs):
    params = list(model.parameters())
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            grads = torch.autograd.grad(loss, params)  # HERE
            optimizer.step()
