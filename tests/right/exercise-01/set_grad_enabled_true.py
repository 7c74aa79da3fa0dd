import torch

def train(model, criterion, optimizer, loader, epochs):
    torch.set_grad_enabled(True)
    with torch.autograd.set_detect_anomaly(True):
        for epoch in range(epochs):
            for x, y in loader:
                optimizer.zero_grad()
                loss = criterion(model(x), y)
                loss.backward()
                optimizer.step()
