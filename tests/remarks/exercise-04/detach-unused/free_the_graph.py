import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            # free the graph
            loss.detach()  # HERE
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
