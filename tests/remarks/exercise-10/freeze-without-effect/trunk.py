import given


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    model.trunk.requires_grad = False  # HERE
    for epoch in range(epochs):
        total = 0.0
        for inputs, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(inputs)
            loss = class_criterion(logits, labels) + value_criterion(numbers, values)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
