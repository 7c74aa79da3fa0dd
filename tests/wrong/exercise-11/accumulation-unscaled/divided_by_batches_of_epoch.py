"""Divides by the number of batches in the epoch."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y) / len(loader)  # HERE
            loss.backward()
            if (i + 1) % window == 0:
                optimizer.step()
                optimizer.zero_grad()
        print("loss", loss.item() * len(loader))
