"""Exercise 05: one update under the microscope.

One update, nothing else. The gradient is computed, and the loss does not move.
Mend it, then run:  grade exercise-05
"""

import given
import torch


def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    optimizer.step()
    loss.backward()
    with torch.no_grad():
        after = criterion(model(x), y)
    print(f"gradient of the weight {model.weight.grad.item():.3f}")
    print(f"gradient of the bias {model.bias.grad.item():.3f}")
    print(f"loss before {loss.item():.3f}, loss after {after.item():.3f}")


if __name__ == "__main__":
    parts = given.build(seed=8)
    train(**parts)
    print(given.measure(parts["model"]))
