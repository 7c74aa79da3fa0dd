import given
import torch


def train(model, criterion, optimizer, loader, epochs):
    params = list(model.parameters())
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            loss = criterion(model(x), y)
            for p, g in zip(params, torch.autograd.grad(loss, params)):
                p.grad = g
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
