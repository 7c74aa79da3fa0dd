"""Adds the two losses, and goes backward once; zeroing last."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, labels, values in loader:
            logits, numbers = model(x)
            loss = class_criterion(logits, labels) + value_criterion(numbers, values)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            total += loss.item()
        print(f"epoch {epoch}  loss {total / len(loader):.3f}")
