"""The updates were too few, so the epochs became more."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs * 2):  # HERE
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
