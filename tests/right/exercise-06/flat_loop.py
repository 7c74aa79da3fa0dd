"""One while loop over all updates, with a fresh iterator whenever the old one is empty."""


def train(model, criterion, optimizer, loader, epochs):
    updates = epochs * len(loader)
    done = 0
    batches = iter(())
    while done < updates:
        batch = next(batches, None)
        if batch is None:
            batches = iter(loader)
            batch = next(batches)
        x, y = batch
        model.zero_grad(set_to_none=True)
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        done += 1
