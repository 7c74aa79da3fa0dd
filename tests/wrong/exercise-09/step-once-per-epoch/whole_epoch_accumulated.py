"""Lets the gradients of the epoch add up, and steps once."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for x, y in loader:
            loss = criterion(model(x), y) / len(loader)
            loss.backward()
        optimizer.step()  # HERE
        print("loss", loss.item())
