import given


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        class_total, value_total = 0.0, 0.0
        for inputs, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(inputs)
            class_loss = class_criterion(logits, labels)
            value_loss = value_criterion(numbers, values)
            (class_loss + value_loss).backward()
            optimizer.step()
            class_total += class_loss.item()
            value_total += value_loss  # HERE
        print(epoch + 1, class_total / len(loader), float(value_total) / len(loader))


if __name__ == "__main__":
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
