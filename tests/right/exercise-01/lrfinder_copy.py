import torch, copy
def train(model, criterion, optimizer, loader, epochs):
    m = copy.deepcopy(model); o = torch.optim.SGD(m.parameters(), lr=1e-4)
    for i, (x, y) in enumerate(loader):
        for g in o.param_groups: g['lr'] *= 1.2
        o.zero_grad(); l = criterion(m(x), y); l.backward(); o.step()
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
