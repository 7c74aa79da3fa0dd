"""Accumulates over the whole epoch, and steps at its end."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for x, y in loader:
            loss = criterion(model(x), y)
            (loss / window).backward()
        optimizer.step()  # HERE
        print("loss", loss.item())
