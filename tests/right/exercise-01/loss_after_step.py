import torch

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        better = 0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            with torch.no_grad():
                new_loss = criterion(model(x), y)
            better += int(new_loss < loss)
        print(f"{better} of {len(loader)} steps made their batch better")
