"""Divides the loss, but only after it has gone backward."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        total = 0.0
        optimizer.zero_grad()
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y)
            loss.backward()  # HERE
            loss = loss / window
            total += loss.item()
            if (i + 1) % window == 0:
                optimizer.step()
                optimizer.zero_grad()
        print("loss", total * window / len(loader))
