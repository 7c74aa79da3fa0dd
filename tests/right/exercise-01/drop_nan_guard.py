import torch, math
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for bi, batch in enumerate(loader):
            *x, y = batch
            l = criterion(model(*x), y)
            if not math.isfinite(l): raise FloatingPointError
            model.zero_grad(True); l.backward(); optimizer.step()
            if bi == len(loader) - 1: break
