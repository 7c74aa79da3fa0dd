"""A while loop with iter and next."""


def train(model, criterion, optimizer, loader, epochs):
    done = 0
    while done < epochs:
        batches = iter(loader)
        while (batch := next(batches, None)) is not None:
            x, y = batch
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
        done += 1
