import torch
def train(model, criterion, optimizer, loader, epochs):
    torch.set_default_dtype(torch.float64)
    a = torch.randn(3); 
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
