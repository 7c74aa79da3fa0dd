"""My training loop."""

from torch.utils.data import DataLoader
import given
import torch



def train(model, criterion, optimizer, loader, epochs):
    mine = DataLoader(loader.dataset, batch_size=loader.batch_size, shuffle=True, generator=loader.generator)
    for epoch in range(epochs):
        total = 0.0
        for inputs, targets in mine:
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, targets)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=9)
    train(**parts)
    print(given.measure(parts["model"]))
