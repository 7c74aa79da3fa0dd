"""Forward on the joined window, loss by batch from slices."""

import torch


def train(model, criterion, optimizer, loader, epochs, window):
    for _ in range(epochs):
        it = list(loader)
        for a in range(0, len(it), window):
            part = it[a:a + window]
            out = model(torch.cat([x for x, _ in part]))
            pieces = out.split([len(x) for x, _ in part])
            loss = sum(criterion(o, y) for o, (_, y) in zip(pieces, part)) / window
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
