"""Exercise 03: let autograd do it.

This loop works out its gradients by hand, and one of its lines is wrong.
Mend it, then run:  grade exercise-03
"""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            outputs = model(x)
            loss = criterion(outputs, y)
            # Why: autograd recorded the forward pass, and goes back through it without a slip.
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=2)
    train(**parts)
    print(given.measure(parts["model"]))
