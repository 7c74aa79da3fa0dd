import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), targets)
            losses.append(loss.detach())
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1:2d}  loss {torch.stack(losses).mean():.3f}")
