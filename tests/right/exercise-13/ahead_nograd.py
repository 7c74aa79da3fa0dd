import torch
def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        rows = list(loader)
        with torch.no_grad():
            feats = [model.backbone(x) for x, _ in rows]
        for f, (_, y) in zip(feats, rows):
            optimizer.zero_grad()
            criterion(model.head(f), y).backward()
            optimizer.step()
