"""Thinks that the else of a for belongs to each round."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
        else:
            loss.backward()  # HERE
            optimizer.step()
        print("loss", loss.item())
