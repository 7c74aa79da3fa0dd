"""torch.autograd.grad for each batch, added up in buffers of its own, then put into .grad."""

import torch


def train(model, criterion, optimizer, loader, epochs, window):
    parameters = list(model.parameters())
    for _ in range(epochs):
        buffers = [torch.zeros_like(p) for p in parameters]
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y)
            for buffer, gradient in zip(buffers, torch.autograd.grad(loss, parameters)):
                buffer += gradient / window
            if (i + 1) % window == 0:
                for p, buffer in zip(parameters, buffers):
                    p.grad = buffer.clone()
                    buffer.zero_()
                optimizer.step()
        print("loss", loss.item())
