"""The helper was written for reporting, and returns a number."""


def batch_loss(model, criterion, x, y):
    return criterion(model(x), y).item()  # HERE


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = batch_loss(model, criterion, x, y)
            loss.backward()
            optimizer.step()
        print(epoch, loss)
