"""zero_grad for every batch empties what the window had accumulated."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad()  # HERE
            loss = criterion(model(x), y)
            (loss / window).backward()
            if (i + 1) % window == 0:
                optimizer.step()
        print("loss", loss.item())
