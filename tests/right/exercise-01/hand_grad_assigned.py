import torch, torch.nn.functional as F
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            with torch.no_grad():
                z = model.fc1(x); h = z.relu(); o = model.fc2(h)
                d = (o.softmax(1) - F.one_hot(y, 2)) / len(y)
                dz = (d @ model.fc2.weight) * (z > 0)
                model.fc2.weight.grad = d.t() @ h
                model.fc2.bias.grad = d.sum(0)
                model.fc1.weight.grad = dz.t() @ x
                model.fc1.bias.grad = dz.sum(0)
            optimizer.step()
