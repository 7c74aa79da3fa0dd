import torch
import torch.nn.functional as F
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            l = F.cross_entropy(model(x), y, reduction='none')
            l.backward(torch.full_like(l, 1/len(y))); optimizer.step()
