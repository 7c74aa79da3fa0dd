import torch, copy
def loop(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
def train(model, criterion, optimizer, loader, epochs):
    # smoke run on copies first: catches shape errors
    m = copy.deepcopy(model); o = torch.optim.SGD(m.parameters(), lr=1e-3)
    loop(m, criterion, o, loader, 1)
    loop(model, criterion, optimizer, loader, epochs)
