"""enumerate starts at 1, and one more is added."""


def train(model, criterion, optimizer, loader, epochs, window):
    optimizer.zero_grad()
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader, start=1):
            loss = criterion(model(x), y)
            (loss / window).backward()
            if (i + 1) % window == 0:  # HERE
                optimizer.step()
                optimizer.zero_grad()
        print("loss", loss.item())
