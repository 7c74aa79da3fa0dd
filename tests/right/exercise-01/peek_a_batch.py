import torch

def train(model, criterion, optimizer, loader, epochs):
    xs, ys = next(iter(loader))
    print("x:", xs.shape, xs.dtype, "| y:", ys.shape, ys.dtype)
    with torch.no_grad():
        print("initial loss on it:", criterion(model(xs), ys).item())

    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
