import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            xa = x.detach().clone().requires_grad_(True)
            criterion(model(xa), y).backward()
            xa = (xa + 0.1*xa.grad.sign()).detach()
            with torch.no_grad(): rob = (model(xa).argmax(1) == y).float().mean()
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
