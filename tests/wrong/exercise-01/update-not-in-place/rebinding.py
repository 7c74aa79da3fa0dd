import torch


def train(model, criterion, optimizer, loader, epochs):
    learning_rate = 0.1
    for epoch in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            with torch.no_grad():
                for param in model.parameters():
                    param = param - learning_rate * param.grad  # HERE
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
