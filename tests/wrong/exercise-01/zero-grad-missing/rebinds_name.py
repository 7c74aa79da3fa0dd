import torch

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            for p in model.parameters():
                g = p.grad
                if g is not None:
                    g = torch.zeros_like(g)  # HERE
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
