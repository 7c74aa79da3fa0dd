def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        optimizer.zero_grad()
        epoch_loss = 0
        for x, y in loader:
            epoch_loss = epoch_loss + criterion(model(x), y)
        epoch_loss = epoch_loss / len(loader)
        epoch_loss.backward()  # HERE
        optimizer.step()
        print(f"Epoch {epoch}: {epoch_loss.item():.4f}")
