import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            with torch.inference_mode():
                features = model.backbone(x)
            outputs = model.head(features)  # HERE
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
