import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            if i == 0:
                with torch.no_grad():
                    for p in model.parameters(): p.add_(0.01)
                    criterion(model(x), y)
                    for p in model.parameters(): p.sub_(0.01)
