"""while loops, an iterator, and StopIteration."""


def train(model, criterion, optimizer, loader, epochs):
    epoch = 0
    while epoch < epochs:
        batches = iter(loader)
        while True:
            try:
                x, y = next(batches)
            except StopIteration:
                break
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        epoch += 1
        print("epoch", epoch, "loss", loss.item())
