import torch.nn.functional as F


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(F.log_softmax(model(inputs), dim=1), labels)  # HERE
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
