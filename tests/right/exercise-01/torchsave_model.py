import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        torch.save(model, 'm.pt'); m2 = torch.load('m.pt', weights_only=False)
        torch.save(optimizer, 'o.pt')
