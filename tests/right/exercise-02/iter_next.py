"""A while loop with iter and next."""


def train(model, criterion, optimizer, loader, epochs):
    epoch = 0
    while epoch < epochs:
        batches = iter(loader)
        while True:
            try:
                images, labels = next(batches)
            except StopIteration:
                break
            out = model(images)
            err = criterion(out, labels)
            err.backward()
            optimizer.step()
            optimizer.zero_grad()
        epoch += 1
