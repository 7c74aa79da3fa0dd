import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    X, Y = loader.dataset.tensors
    with torch.no_grad(): o = model(X)
    T = torch.ones(1, requires_grad=True); lb = torch.optim.LBFGS([T], lr=.1, max_iter=20)
    def c():
        lb.zero_grad(); l = criterion(o / T, Y); l.backward(); return l
    lb.step(c); print(T)
