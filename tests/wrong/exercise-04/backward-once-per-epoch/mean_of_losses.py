import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        optimizer.zero_grad()
        for x, y in loader:
            losses.append(criterion(model(x), y))
        mean_loss = torch.stack(losses).mean()
        mean_loss.backward()  # HERE
        optimizer.step()
        print(f"epoch {epoch} loss {mean_loss.item():.3f}")
