"""Divides the learning rate by the window, not the loss."""


def train(model, criterion, optimizer, loader, epochs, window):
    for group in optimizer.param_groups:
        group["lr"] /= window  # HERE
    for epoch in range(epochs):
        optimizer.zero_grad()
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y)
            loss.backward()
            if (i + 1) % window == 0:
                optimizer.step()
                optimizer.zero_grad()
        print("loss", loss.item())
