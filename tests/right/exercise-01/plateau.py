import torch
def train(model, criterion, optimizer, loader, epochs):
    s = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=100)
    best, wait = 1e9, 0
    for e in range(epochs):
        t = 0
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step(); t += l.item()
        s.step(t)
        if t < best: best, wait = t, 0
        else:
            wait += 1
            if wait > 50: break
