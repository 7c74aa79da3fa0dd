import torch
def train(model, criterion, optimizer, loader, epochs):
    t = torch.nn.Parameter(torch.zeros(())); ot = torch.optim.SGD([t], lr=.1)
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); ot.zero_grad()
            o = model(x)
            l = criterion(o, y) + criterion(o.detach()*t.exp(), y)
            l.backward(); optimizer.step(); ot.step()
