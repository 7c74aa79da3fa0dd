import torch
def train(model, criterion, optimizer, loader, epochs):
    ps = list(model.parameters())
    for e in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad()
            l = criterion(model(x), y)
            if i % 10 == 0:
                g = torch.autograd.grad(l, ps, create_graph=True)
                v = [torch.randn_like(p) for p in ps]
                hv = torch.autograd.grad(sum((a*b).sum() for a, b in zip(g, v)), ps, retain_graph=True, allow_unused=True)
            l.backward()
            optimizer.step()
