# Trick: honest looking loop whose final weights are the mean of the trajectory's last epochs.
import torch

def train(model, criterion, optimizer, loader, epochs):
    acc, n = None, 0
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
            if e >= epochs // 2:
                n += 1
                v = [p.detach().clone() for p in model.parameters()]
                acc = v if acc is None else [a + b for a, b in zip(acc, v)]
    with torch.no_grad():
        for p, a in zip(model.parameters(), acc):
            p.copy_(a / n)
