"""One counter for all epochs: the windows fit, since each epoch has a multiple of four batches."""


def train(model, criterion, optimizer, loader, epochs, window):
    count = 0
    optimizer.zero_grad()
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            (loss * (1 / window)).backward()
            count += 1
            if count == window:
                optimizer.step()
                optimizer.zero_grad()
                count = 0
        print("epoch", epoch, "loss", loss.item())
