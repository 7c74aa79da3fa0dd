"""zero_grad stands where the handmade gradients began, after the backward pass."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            outputs = model(x)
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.zero_grad()  # HERE
            optimizer.step()
