"""My training loop."""

from torch.utils.data import DataLoader
import given
import torch



def train(model, criterion, optimizer, loader, epochs):
    mine = DataLoader(loader.dataset, batch_size=loader.batch_size, sampler=loader.sampler, num_workers=2, pin_memory=True, drop_last=loader.drop_last, worker_init_fn=lambda i: None, timeout=30)
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
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
