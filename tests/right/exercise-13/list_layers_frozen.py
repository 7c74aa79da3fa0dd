import torch
def train(model, criterion, optimizer, loader, epochs):
    model.backbone.requires_grad_(False)
    for _ in range(epochs):
        for x, y in list(loader):
            optimizer.zero_grad()
            criterion(model.head(model.backbone(x)), y).backward()
            optimizer.step()
