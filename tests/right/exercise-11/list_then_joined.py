"""list(loader) first, then one forward and one criterion on the joined window."""
import torch
def train(model, criterion, optimizer, loader, epochs, window):
    for _ in range(epochs):
        it = list(loader)
        for a in range(0, len(it), window):
            x, y = (torch.cat(t) for t in zip(*it[a:a + window]))
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
