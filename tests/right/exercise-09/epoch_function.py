"""One function for a batch, one for an epoch."""


def learn_batch(model, criterion, optimizer, x, y):
    model.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def learn_epoch(model, criterion, optimizer, loader):
    return [learn_batch(model, criterion, optimizer, x, y) for x, y in loader]


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = learn_epoch(model, criterion, optimizer, loader)
        print(epoch, "loss", sum(losses) / len(losses))
