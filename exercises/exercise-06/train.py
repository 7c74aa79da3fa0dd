"""Exercise 06: gradients that pile up.

The loss goes down, comes up again, and never settles.
Mend it, then run:  grade exercise-06
"""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, rent in loader:
            outputs = model(x)
            loss = criterion(outputs, rent)
            # TODO: what does .grad hold before this line, in the second batch?
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=0)
    train(**parts)
    print(given.measure(parts["model"]))
