"""step(closure): backward inside, and the closure returns only a number."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            def closure():
                optimizer.zero_grad()
                loss = criterion(model(x), y)
                loss.backward()
                return loss.item()

            total += optimizer.step(closure)
        print(epoch, "loss", total / len(loader))
