"""Each batch in two halves: backward() adds the halves' gradients up to the batch's."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            for xs, ys in zip(x.chunk(2), y.chunk(2)):
                part = criterion(model(xs), ys) * (len(xs) / len(x))
                part.backward()
            optimizer.step()
