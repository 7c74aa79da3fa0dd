import torch, copy
def train(model, criterion, optimizer, loader, epochs):
    rival = copy.deepcopy(model); ro = torch.optim.Adam(rival.parameters())
    for e in range(epochs):
        for x, y in loader:
            for m, o in ((model, optimizer), (rival, ro)):
                o.zero_grad(); l = criterion(m(x), y); l.backward(); o.step()
