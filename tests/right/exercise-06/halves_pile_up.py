"""Within a batch two halves pile up on purpose; between batches the gradients are cleared."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            for part_x, part_y in zip(x.chunk(2), y.chunk(2)):
                loss = criterion(model(part_x), part_y) * len(part_x) / len(x)
                loss.backward()
            optimizer.step()
