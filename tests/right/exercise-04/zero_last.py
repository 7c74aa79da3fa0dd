"""zero_grad() at the end of the round instead of at its start."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        running = 0.0
        for x, y in loader:
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            running += loss.item() * len(x)
        print(f"epoch {epoch} loss {running / len(loader.dataset):.4f}")
