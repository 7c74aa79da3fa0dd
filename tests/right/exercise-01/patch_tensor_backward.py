import torch
ob = torch.Tensor.backward; n = [0]
def bw(self, *a, **k): n[0] += 1; return ob(self, *a, **k)
torch.Tensor.backward = bw
om = torch.nn.Module.__call__
torch.nn.Module.__call__ = lambda self, *a, **k: om(self, *a, **k)
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
