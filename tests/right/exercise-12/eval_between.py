"""Evaluates over the loader after each epoch; an early stop that never comes."""

import torch
from torch.nn.utils import clip_grad_norm_


@torch.no_grad()
def evaluate(model, loader):
    model.eval()
    right = sum((model(x).sign() == y).sum().item() for x, y in loader)
    model.train()
    return right / len(loader.dataset)


def train(model, criterion, optimizer, loader, epochs, max_norm):
    bad = 0
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            norm = clip_grad_norm_(model.parameters(), max_norm)
            optimizer.step()
        accuracy = evaluate(model, loader)
        print(f"{epoch}: accuracy {accuracy:.2f}, last norm {norm:.4f}")
        bad = bad + 1 if accuracy < 0.1 else 0
        if bad > 3 * epochs:
            break
