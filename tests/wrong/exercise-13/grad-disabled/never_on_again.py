import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            torch.set_grad_enabled(False)  # HERE
            features = model.backbone(x)
            loss = criterion(model.head(features), y)
            loss.backward()
            optimizer.step()
