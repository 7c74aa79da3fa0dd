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
            # Only the number is kept: a list of graphs would fill the memory.
            loss = criterion(outputs, labels).detach()
            losses.append(loss)
            # Without this line, backward() says that the loss "does not require grad".
            # TODO: what is this loss still connected to?
            loss.requires_grad_(True)
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1:2d}  loss {sum(losses).item() / len(losses):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=3)
    train(**parts)
    print(given.measure(parts["model"]))
