import torch
def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            if i % 25 == 0:
                model.eval()
                with torch.no_grad():
                    v = sum(criterion(model(a), b).item() for a, b in loader)
                model.train()
