"""Exercise 11: accumulate on purpose.

Only small batches fit into the memory, so four of them should make one step, as one large batch
would. The loop accumulates; the loss jumps up and down, and ends higher than it began.
Mend it, then run:  grade exercise-11
"""

import given


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        total = 0.0
        optimizer.zero_grad()
        for i, (inputs, targets) in enumerate(loader):
            outputs = model(inputs)
            loss = criterion(outputs, targets)
            # Why: backward() adds up, and the large batch's gradient is the mean of the four.
            (loss / window).backward()
            total += loss.item()
            if (i + 1) % window == 0:
                optimizer.step()
                optimizer.zero_grad()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=14)
    train(**parts)
    print(given.measure(parts["model"]))
