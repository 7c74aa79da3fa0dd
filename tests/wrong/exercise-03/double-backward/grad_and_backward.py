"""backward() and then autograd.grad through the same graph."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            grads = torch.autograd.grad(loss, list(model.parameters()))  # HERE
            optimizer.step()
        print(epoch, loss.item(), sum(g.norm().item() for g in grads))
