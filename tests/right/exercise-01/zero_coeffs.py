import torch
def train(model, criterion, optimizer, loader, epochs):
    l2 = 0.0; alpha = 1.0
    for e in range(epochs):
        for x, y in loader:
            perm = torch.randperm(len(y))
            xm = alpha*x + (1-alpha)*x[perm]
            o = model(xm)
            l = alpha*criterion(o, y) + (1-alpha)*criterion(o, y[perm])
            l = l + l2*sum(p.pow(2).sum() for p in model.parameters())
            optimizer.zero_grad(); l.backward(); optimizer.step()
