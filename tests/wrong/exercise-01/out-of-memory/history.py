import torch

def train(model, criterion, optimizer, loader, epochs):
    history = []
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            history.append(torch.ones(20000, 20000) * loss.item())  # HERE
    return history
