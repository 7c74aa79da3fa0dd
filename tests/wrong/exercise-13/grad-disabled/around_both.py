import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            with torch.no_grad():  # HERE
                features = model.backbone(x)
                outputs = model.head(features)
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
