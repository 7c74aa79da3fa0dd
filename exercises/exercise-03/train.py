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
            # The chain rule by hand, from the loss back to the first layer.
            # TODO: who could do this for you, and without a slip?
            hidden = model.relu(model.fc1(x)).detach()
            d_outputs = 2 * (outputs.detach() - y) / len(x)
            model.fc2.weight.grad = d_outputs.T @ hidden
            model.fc2.bias.grad = d_outputs.sum(dim=0)
            d_hidden = model.relu(d_outputs @ model.fc2.weight.detach())
            model.fc1.weight.grad = d_hidden.T @ x
            model.fc1.bias.grad = d_hidden.sum(dim=0)
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=2)
    train(**parts)
    print(given.measure(parts["model"]))
