import torch
def train(model, criterion, optimizer, loader, epochs):
    sc = torch.amp.GradScaler('cpu', enabled=False)
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            with torch.autocast('cpu', enabled=False):
                l = criterion(model(x), y)
            sc.scale(l).backward(); sc.unscale_(optimizer); sc.step(optimizer); sc.update()
