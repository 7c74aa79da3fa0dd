import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    X, Y = loader.dataset.tensors
    T = torch.ones(1, requires_grad=True); lb = torch.optim.SGD([T], lr=.1)
    for _ in range(5):
        lb.zero_grad(); criterion(model(X) / T, Y).backward(); lb.step()
    model.zero_grad()
