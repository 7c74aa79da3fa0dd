import torch, torch.nn.functional as F
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            l = criterion(model(x), F.one_hot(y, 2).float())
            l.backward(); optimizer.step()
