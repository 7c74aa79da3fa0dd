"""Cross entropy in NumPy, and back to a tensor that requires grad."""

import numpy as np
import torch


def cross_entropy(logits, labels):
    logits = logits - logits.max(axis=1, keepdims=True)
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            logits = model(x).detach().numpy()  # HERE
            loss = torch.tensor(cross_entropy(logits, y.numpy()), requires_grad=True)
            loss.backward()
            optimizer.step()
        print("loss", float(loss))
