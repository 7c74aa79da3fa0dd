"""Exercise 13: freeze a backbone.

The head is new and the backbone has learned before. This loop spoils the backbone.
Mend it, then run:  grade exercise-13
"""

import given


def train(model, criterion, optimizer, loader, epochs):
    # The backbone is pretrained: freeze it, so that only the head learns.
    # Why: backward() leaves the .grad of these parameters None, and step() skips those with None.
    model.backbone.requires_grad_(False)
    for epoch in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=0)
    train(**parts)
    print(given.measure(parts["model"]))
