import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            loss.detach()  # HERE
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=9)
    train(**parts)
    print(given.measure(parts["model"]))
