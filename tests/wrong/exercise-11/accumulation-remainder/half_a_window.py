"""Steps at every second batch."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y) / window
            loss.backward()
            if (i + 1) % (window // 2) == 0:  # HERE
                optimizer.step()
                optimizer.zero_grad()
        print("loss", loss.item())
