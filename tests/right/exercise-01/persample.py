import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            ls = [criterion(model(xi.unsqueeze(0)), yi.unsqueeze(0)) for xi, yi in zip(x, y)]
            l = torch.stack(ls).mean()
            l.backward(); optimizer.step()
