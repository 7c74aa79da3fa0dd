"""torch.autograd.backward takes both losses at once."""

import torch


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad(set_to_none=False)
            logits, numbers = model(x)
            losses = [class_criterion(logits, labels), value_criterion(numbers, values)]
            torch.autograd.backward(losses)
            optimizer.step()
        print("loss", sum(loss.item() for loss in losses))
