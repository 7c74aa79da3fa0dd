"""Accumulates on, from window to window."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y)
            (loss / window).backward()  # HERE
            if (i + 1) % window == 0:
                optimizer.step()
        print("loss", loss.item())
