"""The helper of PyTorch's word language model, which also takes tuples."""

import given
import torch


def repackage_hidden(h):
    """Wraps hidden states in new Tensors, to detach them from their history."""
    if isinstance(h, torch.Tensor):
        return h.detach()
    return tuple(repackage_hidden(v) for v in h)


def train(model, criterion, optimizer, loader, epochs):
    model.train()
    for epoch in range(epochs):
        total_loss = 0.0
        hidden = given.start()
        for batch, (data, targets) in enumerate(loader):
            model.zero_grad()
            hidden = repackage_hidden(hidden)
            output, hidden = model(data, hidden)
            loss = criterion(output, targets)
            loss.backward()
            optimizer.step()
            total_loss += loss.item()
        print(f"| end of epoch {epoch:3d} | loss {total_loss / (batch + 1):5.2f}")
