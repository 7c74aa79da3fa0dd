"""The chunk is unrolled by hand with the model's cell and head, and the loss is the functional one."""

import given
import torch
import torch.nn.functional as F


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        h = given.start()
        for x, y in loader:
            h = h.detach()
            logits = []
            for t in range(x.shape[1]):
                h = model.cell(x[:, t], h)
                logits.append(model.head(h))
            loss = F.binary_cross_entropy_with_logits(torch.stack(logits, 1), y)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
