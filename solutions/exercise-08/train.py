"""Exercise 08: the loss that lost its graph.

This loop calls all that it should, PyTorch no longer complains, and the network learns nothing.
Mend it, then run:  grade exercise-08
"""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for inputs, labels in loader:
            optimizer.zero_grad()
            outputs = model(inputs)
            # Why: backward() follows the graph from the loss to the parameters; detach() cuts it.
            loss = criterion(outputs, labels)
            # Why: the list needs the number only, so the copy in the list is what is cut off.
            losses.append(loss.detach())
            # Why: no requires_grad_(True) here: a loss with its graph requires grad by itself.
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1:2d}  loss {sum(losses).item() / len(losses):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=3)
    train(**parts)
    print(given.measure(parts["model"]))
