import torch
from torch.func import functional_call, grad_and_value

def train(model, criterion, optimizer, loader, epochs):
    def loss_fn(params, x, y):
        return criterion(functional_call(model, params, (x,)), y)

    for epoch in range(epochs):
        for x, y in loader:
            params = {k: v.detach() for k, v in model.named_parameters()}
            grads, loss = grad_and_value(loss_fn)(params, x, y)
            for name, p in model.named_parameters():
                p.grad = grads[name]
            optimizer.step()
