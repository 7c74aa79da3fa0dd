"""The zeroing waits for the window, the step does not."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y)
            (loss / window).backward()
            optimizer.step()  # HERE
            if (i + 1) % window == 0:
                optimizer.zero_grad()
        print("loss", loss.item())
