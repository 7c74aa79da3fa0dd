import torch
def train(model, criterion, optimizer, loader, epochs):
    sc = torch.amp.GradScaler('cpu')
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); sc.scale(l).backward(); sc.step(optimizer); sc.update()
