"""Exercise 10: backward twice.

One network learns a class and a number. The loop runs, the classes are fine,
and the numbers lag behind.
Mend it, then run:  grade exercise-10
"""

import given


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        class_total, value_total = 0.0, 0.0
        for inputs, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(inputs)
            class_loss = class_criterion(logits, labels)
            # Without retain_graph: "Trying to backward through the graph a second time".
            class_loss.backward(retain_graph=True)
            value_loss = value_criterion(numbers, values)
            # TODO: how often has each of the two losses gone backward after this?
            loss = class_loss + value_loss
            loss.backward()
            optimizer.step()
            class_total += class_loss.item()
            value_total += value_loss.item()
        class_mean, value_mean = class_total / len(loader), value_total / len(loader)
        print(f"epoch {epoch + 1:2d}  class loss {class_mean:.3f}  value loss {value_mean:.3f}")


if __name__ == "__main__":
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
