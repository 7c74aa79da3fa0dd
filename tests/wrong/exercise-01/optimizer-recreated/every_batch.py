import given
import torch.optim as optim


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        running_loss = 0.0
        for inputs, labels in loader:
            optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)  # HERE
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            optimizer.step()
            running_loss += loss.item()
        print(f"epoch {epoch + 1}: {running_loss / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=9)
    train(**parts)
    print(given.measure(parts["model"]))
