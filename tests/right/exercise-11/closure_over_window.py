"""step(closure), where the closure goes through the window."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        batches = iter(loader)
        for _ in range(len(loader) // window):
            group = [next(batches) for _ in range(window)]

            def closure():
                optimizer.zero_grad()
                total = 0.0
                for x, y in group:
                    loss = criterion(model(x), y) / window
                    loss.backward()
                    total += loss.item()
                return total

            mean = optimizer.step(closure)
        print(epoch, "loss", mean)
