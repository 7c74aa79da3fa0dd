import torch
def train(model, criterion, optimizer, loader, epochs):
    with torch.no_grad():
        for e in range(epochs):
            for x, y in loader:
                with torch.enable_grad(), torch.set_grad_enabled(True):
                    l = criterion(model(x), y)
                    optimizer.zero_grad()
                l.backward()
                optimizer.step()
