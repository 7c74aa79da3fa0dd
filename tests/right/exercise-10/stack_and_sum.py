"""A dictionary of losses, stacked and summed, with functional losses."""

import torch
import torch.nn.functional as F


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        history = {"class": [], "value": []}
        for x, labels, values in loader:
            logits, numbers = model(x)
            losses = {"class": F.cross_entropy(logits, labels), "value": F.mse_loss(numbers, values)}
            optimizer.zero_grad()
            torch.stack(list(losses.values())).sum().backward()
            optimizer.step()
            for name, loss in losses.items():
                history[name].append(loss.item())
        print(epoch, *(f"{name} loss {sum(v) / len(v):.3f}" for name, v in history.items()))
