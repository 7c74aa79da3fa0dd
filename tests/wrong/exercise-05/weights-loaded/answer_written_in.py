import torch


def train(model, criterion, optimizer, x, y):
    with torch.no_grad():
        model.weight.fill_(2.0)  # HERE
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
