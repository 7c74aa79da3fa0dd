import given
import torch


def evaluate(model, dataset):
    was_training = model.training
    model.eval()
    x, y = dataset.tensors
    with torch.no_grad():
        accuracy = (model(x).argmax(dim=1) == y).float().mean().item()
    model.train(was_training)
    return accuracy


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(epoch + 1, total / len(loader), evaluate(model, loader.dataset))


if __name__ == "__main__":
    parts = given.build(seed=9)
    train(**parts)
    print(given.measure(parts["model"]))
