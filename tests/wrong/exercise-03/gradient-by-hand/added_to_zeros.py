"""Zeros are put into .grad, and the handmade gradients are added to them."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    w1, b1, w2, b2 = model.parameters()
    for epoch in range(epochs):
        for x, y in loader:
            for p in (w1, b1, w2, b2):
                p.grad = torch.zeros_like(p)
            with torch.no_grad():
                a = model.fc1(x)
                delta = 2 * (model(x) - y) / len(x)
                w2.grad += delta.T @ a.relu()  # HERE
                b2.grad += delta.sum(0)
                back = (delta @ w2) * (a > 0)
                w1.grad += back.T @ x
                b1.grad += back.sum(0)
            optimizer.step()
