"""Loss and accuracy over the whole loader after each epoch, in eval mode and without gradients."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        model.train()
        for points, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(points), labels)
            loss.backward()
            optimizer.step()
        model.eval()
        right = 0
        with torch.no_grad():
            for points, labels in loader:
                right += ((model(points) > 0) == (labels > 0.5)).sum().item()
        print(f"epoch {epoch + 1} loss {loss.item():.3f} accuracy {right / 300:.1%}")
