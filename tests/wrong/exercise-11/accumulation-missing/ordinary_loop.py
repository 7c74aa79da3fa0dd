"""The ordinary loop: window is not used at all."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()  # HERE
        print("loss", loss.item())
