import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
            torch.nn.utils.clip_grad_value_(model.parameters(), 1e6)
            if not all(torch.isfinite(p.grad).all() for p in model.parameters()): continue
            optimizer.step()
