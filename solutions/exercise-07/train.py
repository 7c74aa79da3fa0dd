"""Exercise 07: cleared too soon.

All four calls are in the loop, each exactly once, and the network learns nothing.
Mend it, then run:  grade exercise-07
"""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for points, labels in loader:
            # Why: clear before the backward pass, and step() still finds what that has written.
            optimizer.zero_grad()
            logits = model(points)
            loss = criterion(logits, labels)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=1)
    train(**parts)
    print(given.measure(parts["model"]))
