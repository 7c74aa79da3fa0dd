"""The mean squared error written out instead of the criterion."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            model.zero_grad()
            error = model(x) - y
            loss = (error**2).mean()
            loss.backward()
            optimizer.step()
