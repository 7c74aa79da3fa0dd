"""The closure goes through the whole loader, and step() gets it once per epoch."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        def closure():
            optimizer.zero_grad()
            loss = sum(criterion(model(x), y) for x, y in loader) / len(loader)
            loss.backward()  # HERE
            return loss

        loss = optimizer.step(closure)
        print("loss", loss.item())
