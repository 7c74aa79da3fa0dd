"""The return is indented one level too far."""


def train(model, criterion, optimizer, loader, epochs):
    history = []
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            history.append(loss.item())
        print("loss", history[-1])
        return history  # HERE
