import torch
def train(model, criterion, optimizer, loader, epochs):
    norms = []
    hs = [p.register_hook(lambda g: norms.append(g.norm().item())) for p in model.parameters()]
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    for h in hs: h.remove()
    print(len(norms))
