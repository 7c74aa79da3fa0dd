import torch
from torch.func import vmap, grad_and_value, functional_call
def train(model, criterion, optimizer, loader, epochs):
    def lf(p, x, y): return criterion(functional_call(model, p, (x[None],)), y[None])
    for e in range(epochs):
        for x, y in loader:
            ps = {k: p.detach() for k, p in model.named_parameters()}
            g, l = vmap(grad_and_value(lf), (None, 0, 0))(ps, x, y)
            for k, p in model.named_parameters(): p.grad = g[k].mean(0)
            optimizer.step()
