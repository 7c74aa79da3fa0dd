"""Trunk once, then each head; the features' gradients are collected on a detached copy first."""

import torch


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            features = torch.tanh(model.trunk(x))
            middle = features.detach().requires_grad_()
            class_loss = class_criterion(model.class_head(middle), labels)
            class_loss.backward()
            value_loss = value_criterion(model.value_head(middle), values)
            value_loss.backward()
            features.backward(middle.grad)
            optimizer.step()
        print("loss", class_loss.item() + value_loss.item())
