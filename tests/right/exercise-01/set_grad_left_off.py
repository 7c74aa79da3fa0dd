import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        torch.set_grad_enabled(True)
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        torch.set_grad_enabled(False)
        model.eval()
