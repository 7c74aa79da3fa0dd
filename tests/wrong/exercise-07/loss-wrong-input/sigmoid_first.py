import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            optimizer.zero_grad()
            loss = criterion(torch.sigmoid(model(points)), labels)  # HERE
            loss.backward()
            optimizer.step()
