"""Exercise 04: trace the pipeline.

Every stage of the training is there, and after five epochs nothing has been learned.
Mend it, then run:  grade exercise-04
"""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            outputs = model(x)
            loss = criterion(outputs, y)
            # Why: each batch has a loss of its own, and its step needs the gradient of that loss.
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
