import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        losses = torch.zeros(len(loader))
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad()
            x = x.clone().requires_grad_(True)
            l = criterion(model(x), y)
            l.backward()
            sal = x.grad.abs().max()
            losses[i] = l.detach()
            optimizer.step()
