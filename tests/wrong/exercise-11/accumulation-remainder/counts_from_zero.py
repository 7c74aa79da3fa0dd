"""i % window is zero at the first batch: the first window has one batch, and three are lost at the end."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y)
            (loss / window).backward()
            if i % window == 0:  # HERE
                optimizer.step()
                optimizer.zero_grad()
        print("loss", loss.item())
