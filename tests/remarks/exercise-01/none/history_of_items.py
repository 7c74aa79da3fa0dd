import given


def train(model, criterion, optimizer, loader, epochs):
    history = []
    for epoch in range(epochs):
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            optimizer.step()
            history.append(loss.item())
        print(f"epoch {epoch + 1:2d}  loss {sum(history[-len(loader):]) / len(loader):.3f}")
    return history


if __name__ == "__main__":
    parts = given.build(seed=9)
    train(**parts)
    print(given.measure(parts["model"]))
