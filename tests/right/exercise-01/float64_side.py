import copy, torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
            if i == 3:
                m = copy.deepcopy(model).double()
                m.zero_grad()
                l64 = criterion(m(x.double()), y); l64.backward()
                print((l64 - l).item())
            optimizer.step()
