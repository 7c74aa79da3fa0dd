import torch

def train(model, criterion, optimizer, loader, epochs):
    lr = 0.1
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            model.zero_grad()
            loss.backward()
            with torch.no_grad():
                for p in model.parameters():
                    p -= lr * p.grad  # HERE
