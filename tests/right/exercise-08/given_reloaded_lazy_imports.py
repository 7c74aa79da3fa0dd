"""My training loop."""

import importlib, importlib.util, importlib.metadata, pkgutil
import given
import torch



def train(model, criterion, optimizer, loader, epochs):
    np = importlib.import_module("numpy"); plt = None
    if importlib.util.find_spec("matplotlib"):
        plt = importlib.import_module("matplotlib.pyplot")
    for name in ("torch", "numpy", "torchvision", "matplotlib", "pandas"):
        try:
            print(name, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            print(name, "-")
    print(importlib.util.find_spec("wandb"), importlib.reload(given) is given)
    curve = []
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
        curve.append(total)
    plt.plot(np.array(curve)); plt.savefig('c.png')


if __name__ == "__main__":
    parts = given.build(seed=3)
    train(**parts)
    print(given.measure(parts["model"]))
