"""The model is called with None, which means zeros, for each chunk."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = model(x, None)  # HERE
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
