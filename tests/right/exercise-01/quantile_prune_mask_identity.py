import torch
import torch.nn.utils.prune as prune
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    import copy
    m = copy.deepcopy(model); prune.l1_unstructured(m.fc1, 'weight', .5); m(x)
