import torch

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for batch, (X, y) in enumerate(loader):
            pred = model(X)
            loss = criterion(pred, y)
            loss.backward()
            optimizer.step  # HERE
            optimizer.zero_grad()
            if batch % 25 == 0:
                print(f"loss: {loss.item():>7f}")
