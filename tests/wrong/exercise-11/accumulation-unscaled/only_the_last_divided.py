"""Divides only the loss before the step: three quarters of the window are undivided."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y)
            if (i + 1) % window == 0:
                loss = loss / window  # HERE
            loss.backward()
            if (i + 1) % window == 0:
                optimizer.step()
                optimizer.zero_grad()
        print("loss", loss.item())
