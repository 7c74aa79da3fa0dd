"""The loss has its graph back, but the zeroing went away with the mending."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for x, y in loader:  # HERE
            loss = criterion(model(x), y)
            losses.append(loss.item())
            loss.backward()
            optimizer.step()
        print("loss", sum(losses) / len(losses))
