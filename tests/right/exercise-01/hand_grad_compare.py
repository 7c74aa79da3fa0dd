import torch, torch.nn.functional as F
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
            with torch.no_grad():
                z = model.fc1(x); h = z.relu(); o = model.fc2(h)
                d = (o.softmax(1) - F.one_hot(y, 2)) / len(y)
                gw2 = d.t() @ h
                assert torch.allclose(gw2, model.fc2.weight.grad, atol=1e-5)
            optimizer.step()
