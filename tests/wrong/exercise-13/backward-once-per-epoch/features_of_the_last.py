import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            with torch.no_grad():
                features = model.backbone(x)
        optimizer.zero_grad()
        loss = criterion(model.head(features), y)
        loss.backward()  # HERE
        optimizer.step()
