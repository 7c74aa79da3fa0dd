import torch
def train(model, criterion, optimizer, loader, epochs):
    ps = list(model.parameters())
    n = sum(p.numel() for p in ps); flat = torch.empty(n); gflat = torch.zeros(n); o = 0
    for p in ps:
        k = p.numel(); flat[o:o+k] = p.data.view(-1); p.data = flat[o:o+k].view_as(p); p.grad = gflat[o:o+k].view_as(p); o += k
    for e in range(epochs):
        for x, y in loader:
            gflat.zero_(); l = criterion(model(x), y); l.backward(); optimizer.step()
