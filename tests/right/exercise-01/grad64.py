import torch
from torch.func import functional_call
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            ps = {k: p.double() for k, p in model.named_parameters()}
            optimizer.zero_grad(); l = criterion(functional_call(model, ps, (x.double(),)), y); l.backward(); optimizer.step()
