"""Divides by the window, and steps for every batch."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y) / window
            loss.backward()
            optimizer.step()  # HERE
        print("loss", loss.item() * window)
