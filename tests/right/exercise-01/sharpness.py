import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
            ps = list(model.parameters()); old = [p.data for p in ps]
            for p in ps: p.data = p.data + 0.05*p.grad
            with torch.no_grad(): l2 = criterion(model(x), y)
            for p, o in zip(ps, old): p.data = o
            optimizer.step()
