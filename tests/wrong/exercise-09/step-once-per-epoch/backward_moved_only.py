"""Only the backward was moved into the inner loop."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            total += loss.item()
            loss.backward()
        optimizer.step()  # HERE
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")
