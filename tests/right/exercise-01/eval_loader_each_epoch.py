import torch
def acc(model, loader):
    model.eval(); n = c = 0
    with torch.no_grad():
        for x, y in loader:
            c += (model(x).argmax(1) == y).sum().item(); n += len(y)
    model.train()
    return c / n
def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        print(acc(model, loader))
