"""A while loop over an iterator with next(), ended by its StopIteration."""


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
