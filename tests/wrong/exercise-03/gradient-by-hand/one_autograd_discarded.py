import torch


def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            torch.autograd.grad(loss, [model.fc1.bias])
            with torch.no_grad():
                pre = model.fc1(x); h = model.relu(pre)
                d = 2 * (model.fc2(h) - y) / len(x)
                dh = (d @ model.fc2.weight) * (pre > 0)
                hand = {"fc2.weight": d.T @ h, "fc2.bias": d.sum(0), "fc1.weight": dh.T @ x, "fc1.bias": dh.sum(0)}
            for n, p in model.named_parameters():
                p.grad = hand[n]
            optimizer.step()
