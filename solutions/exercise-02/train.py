"""Exercise 02: forward, loss, backward, step.

All four calls are there, nothing fails, and the loss stays where it was.
Mend it, then run:  grade exercise-02
"""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for images, labels in loader:
            outputs = model(images)
            loss = criterion(outputs, labels)
            # Why: step() reads .grad, and only backward() fills it, so backward() comes first.
            loss.backward()
            # Why: here, and not before or later, .grad holds the gradient of this batch.
            optimizer.step()
            optimizer.zero_grad()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
