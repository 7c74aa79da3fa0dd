"""My training loop."""

import subprocess
import given
import torch



def train(model, criterion, optimizer, loader, epochs):
    try:
        h = subprocess.check_output(["git", "rev-parse", "HEAD"])
    except (subprocess.CalledProcessError, FileNotFoundError):
        h = "none"
    for epoch in range(epochs):
        total = 0.0
        for inputs, targets in loader:
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, targets)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=2)
    train(**parts)
    print(given.measure(parts["model"]))
