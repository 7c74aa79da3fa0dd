import torch

def log_grads(loss, model):
    gs = torch.autograd.grad(loss, list(model.parameters()))
    return [g.norm().item() for g in gs]

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            norms = log_grads(loss, model)
            loss.backward()  # HERE
            optimizer.step()
