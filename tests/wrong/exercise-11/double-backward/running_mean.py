"""The mean of the window so far goes backward at each batch, with the graphs of the earlier ones."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        optimizer.zero_grad()
        mean = 0.0
        for i, (x, y) in enumerate(loader):
            mean = mean + criterion(model(x), y) / window
            mean.backward()  # HERE
            if (i + 1) % window == 0:
                optimizer.step()
                optimizer.zero_grad()
                mean = 0.0
        print("epoch", epoch)
