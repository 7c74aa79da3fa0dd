"""A generator yields the loss of each batch, and the next batch comes only after the step."""


def losses(model, criterion, loader):
    for x, y in loader:
        yield criterion(model(x), y)


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for loss in losses(model, criterion, loader):
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(epoch, "loss", loss.item())
