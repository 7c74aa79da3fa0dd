from torch import nn


def train(model, criterion, optimizer, loader, epochs):
    model.backbone.requires_grad_(False)
    model.head = nn.Linear(32, 2)  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
