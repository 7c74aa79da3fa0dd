"""The step was copied into the inner loop, and the old one stayed."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        optimizer.step()  # HERE
        print("loss", loss.item())
