import torch
from concurrent.futures import ThreadPoolExecutor
def train(model, criterion, optimizer, loader, epochs):
    ps = list(model.parameters())
    def part(b):
        l = criterion(model(b[0]), b[1]); return torch.autograd.grad(l, ps)
    with ThreadPoolExecutor(2) as ex:
        for e in range(epochs):
            for x, y in loader:
                gs = list(ex.map(part, zip(x.chunk(2), y.chunk(2))))
                for i, p in enumerate(ps): p.grad = (gs[0][i] + gs[1][i]) / 2
                optimizer.step()
