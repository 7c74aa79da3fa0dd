"""Clips twice, once to be safe: the second time changes nothing."""

import torch


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            before = torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            after = torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            if i % 8 == 0:
                print(f"{epoch} {i} loss {loss.item():.3f} norm {before:.3f} then {after:.3f}")
            optimizer.step()
