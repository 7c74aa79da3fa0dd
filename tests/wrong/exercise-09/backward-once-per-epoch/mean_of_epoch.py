"""Adds up the losses of an epoch, and goes backward from their mean."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        optimizer.zero_grad()
        epoch_loss = 0.0
        for x, y in loader:
            epoch_loss = epoch_loss + criterion(model(x), y)
        epoch_loss = epoch_loss / len(loader)
        epoch_loss.backward()  # HERE
        optimizer.step()
        print(f"epoch {epoch}  loss {epoch_loss.item():.3f}")
