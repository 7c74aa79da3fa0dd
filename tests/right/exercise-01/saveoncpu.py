import torch
def train(model, criterion, optimizer, loader, epochs):
    with torch.autograd.graph.saved_tensors_hooks(lambda t: t.clone(), lambda t: t):
        for e in range(epochs):
            for x, y in loader:
                optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
