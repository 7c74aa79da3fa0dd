import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            o = model(x)
            l = (torch.logsumexp(o, 1) - o.gather(1, y.view(-1, 1)).squeeze(1)).mean()
            l.backward(); optimizer.step()
