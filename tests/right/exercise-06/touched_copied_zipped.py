"""My training loop."""

import os, pathlib, shutil
import given
import torch



def train(model, criterion, optimizer, loader, epochs):
    pathlib.Path("started").touch(); assert pathlib.Path("started").exists()
    with open("recipe", "a"): os.utime("recipe", None)
    os.makedirs(os.path.join(os.path.dirname(__file__), "a/b"), exist_ok=True); os.chdir(os.path.dirname(__file__))
    shutil.copytree("a", "c"); shutil.make_archive("code", "zip", "."); shutil.copy2(__file__, "copied.py"); shutil.unpack_archive("code.zip", "u")
    print(os.listdir(os.path.dirname(__file__)), list(os.walk(".")))
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
    pathlib.Path("done").touch()


if __name__ == "__main__":
    parts = given.build(seed=0)
    train(**parts)
    print(given.measure(parts["model"]))
