import given
import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        running_loss = torch.zeros(())
        for inputs, targets in loader:
            loss = criterion(model(inputs), targets)
            running_loss = running_loss + loss * len(inputs)  # HERE
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1:2d}  loss {running_loss.item() / len(loader.dataset):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=3)
    train(**parts)
    print(given.measure(parts["model"]))
