"""My training loop."""

from torch.utils.data import DataLoader
import given
import torch



def train(model, criterion, optimizer, loader, epochs, window):
    mine = DataLoader(loader.dataset, batch_size=loader.batch_size, shuffle=True, num_workers=2, generator=loader.generator, pin_memory=torch.cuda.is_available())
    for epoch in range(epochs):
        total = 0.0
        for i, (inputs, targets) in enumerate(mine):
            outputs = model(inputs)
            loss = criterion(outputs, targets)
            (loss / window).backward()
            if (i + 1) % window == 0:
                optimizer.step()
                optimizer.zero_grad()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=14)
    train(**parts)
    print(given.measure(parts["model"]))
