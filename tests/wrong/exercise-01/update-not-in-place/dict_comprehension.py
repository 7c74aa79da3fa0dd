import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        weights = dict(model.named_parameters())
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            weights = {n: w - 0.1 * w.grad for n, w in model.named_parameters()}  # HERE
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}  ({len(weights)} tensors)")


if __name__ == "__main__":
    parts = given.build(seed=9)
    train(**parts)
    print(given.measure(parts["model"]))
