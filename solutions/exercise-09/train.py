"""Exercise 09: once per epoch.

This loop looks at every batch of every epoch, and the network hardly learns anything.
Mend it, then run:  grade exercise-09
"""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for inputs, targets in loader:
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, targets)
            total += loss.item()
            # Why: inside the loop over the batches, so that every batch gives its gradient.
            loss.backward()
            # Why: inside too, so that every batch moves the parameters before the next one.
            optimizer.step()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=3)
    train(**parts)
    print(given.measure(parts["model"]))
