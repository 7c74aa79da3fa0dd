import copy
import torch

def train(model, criterion, optimizer, loader, epochs, decay=0.99):
    ema = copy.deepcopy(model)
    for p in ema.parameters():
        p.requires_grad_(False)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            with torch.no_grad():
                for p_ema, p in zip(ema.parameters(), model.parameters()):
                    p_ema.mul_(decay).add_(p, alpha=1 - decay)
    return ema
