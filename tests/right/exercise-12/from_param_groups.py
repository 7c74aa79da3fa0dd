"""Clips what the optimizer holds, found in its param_groups."""

import torch


def train(model, criterion, optimizer, loader, epochs, max_norm):
    held = [p for group in optimizer.param_groups for p in group["params"]]
    for epoch in range(epochs):
        losses = []
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), targets)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(held, max_norm=max_norm, norm_type=2.0)
            optimizer.step()
            losses.append(loss.item())
        print(epoch, sum(losses) / len(losses))
