import torch
@torch.no_grad()
def evaluate(model, criterion, loader):
    was = model.training; model.eval()
    try: return sum(criterion(model(x), y).item() for x, y in loader)/len(loader)
    finally: model.train(was)
def train(model, criterion, optimizer, loader, epochs):
    h = []
    for e in range(epochs):
        h.append(evaluate(model, criterion, loader))
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    h.append(evaluate(model, criterion, loader))
