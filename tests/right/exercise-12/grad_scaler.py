"""Written for mixed precision: a disabled GradScaler, unscale_ before clipping."""

import torch


def train(model, criterion, optimizer, loader, epochs, max_norm):
    scaler = torch.amp.GradScaler("cpu", enabled=False)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(set_to_none=True)
            loss = criterion(model(x), y)
            scaler.scale(loss).backward()
            scaler.unscale_(optimizer)
            torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            scaler.step(optimizer)
            scaler.update()
