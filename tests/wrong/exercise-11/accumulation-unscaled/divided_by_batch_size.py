"""Divides by the number of flats in the batch instead of the number of batches."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y)
            (loss / len(x)).backward()  # HERE
            if (i + 1) % window == 0:
                optimizer.step()
                optimizer.zero_grad()
        print("loss", loss.item())
