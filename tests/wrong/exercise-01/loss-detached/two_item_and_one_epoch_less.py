import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(1, epochs):
        total = 0.0
        for inputs, labels in loader:
            optimizer.zero_grad()
            value = criterion(model(inputs), labels).item()  # HERE
            loss = torch.tensor(value, requires_grad=True)
            loss.backward()
            optimizer.step()
            total += value
        print(f"epoch {epoch:2d}  loss {total / len(loader):.3f}")
