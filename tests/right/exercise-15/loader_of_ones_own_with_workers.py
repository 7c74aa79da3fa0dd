"""My training loop."""

from torch.utils.data import DataLoader
import given
import torch



def train(model, criterion, optimizer, loader, epochs):
    mine = DataLoader(loader.dataset, batch_size=loader.batch_size, num_workers=2, persistent_workers=True)
    for epoch in range(epochs):
        total = 0.0
        state = given.start()
        for inputs, targets in mine:
            optimizer.zero_grad()
            outputs, state = model(inputs, state.detach())
            loss = criterion(outputs, targets)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
