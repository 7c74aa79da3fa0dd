import torch.nn as nn

def train(model, criterion, optimizer, loader, epochs):
    summed = nn.CrossEntropyLoss(reduction="sum")
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = summed(model(x), y) / y.size(0)
            loss.backward()
            optimizer.step()
