import given
import torch


def evaluate(model, dataset):
    model.eval()  # HERE
    x, y = dataset.tensors
    with torch.no_grad():
        return (model(x).argmax(dim=1) == y).float().mean().item()


def train(model, criterion, optimizer, loader, epochs):
    model.train()
    for epoch in range(epochs):
        losses = []
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(epoch + 1, sum(losses) / len(losses), evaluate(model, loader.dataset))


if __name__ == "__main__":
    parts = given.build(seed=3)
    train(**parts)
    print(given.measure(parts["model"]))
