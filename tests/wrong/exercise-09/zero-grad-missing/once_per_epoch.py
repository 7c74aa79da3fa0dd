"""Backward and step are inside now, and zero_grad stayed outside."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        optimizer.zero_grad()  # HERE
        for x, y in loader:
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
