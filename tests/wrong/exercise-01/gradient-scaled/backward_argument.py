import torch

def train(model, criterion, optimizer, loader, epochs):
    lr = torch.tensor(0.1)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward(lr)  # HERE
            optimizer.step()
