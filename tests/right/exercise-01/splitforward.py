import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            o = torch.cat([model(x[:2]), model(x[2:])])
            o.retain_grad()
            l = criterion(o, y); l.backward(); optimizer.step()
