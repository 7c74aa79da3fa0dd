"""The sum of the squares instead of their mean."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            errors = model(x) - y
            loss = (errors**2).sum()  # HERE
            loss.backward()
            optimizer.step()
