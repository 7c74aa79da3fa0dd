import torch
def train(model, criterion, optimizer, loader, epochs):
    X, Y = loader.dataset.tensors
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        with torch.no_grad():
            d = [torch.randn_like(p) for p in model.parameters()]
            for a in (-1., -.5, .5, 1.):
                for p, q in zip(model.parameters(), d): p.add_(q, alpha=a)
                criterion(model(X), Y)
                for p, q in zip(model.parameters(), d): p.sub_(q, alpha=a)
