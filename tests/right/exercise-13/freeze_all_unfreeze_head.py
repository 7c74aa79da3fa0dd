"""Freezes everything first, and then unfreezes the head."""


def train(model, criterion, optimizer, loader, epochs):
    model.requires_grad_(False)
    model.head.requires_grad_(True)
    for epoch in range(epochs):
        losses = []
        for x, y in loader:
            optimizer.zero_grad(set_to_none=False)
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}  loss {sum(losses) / len(losses):.3f}")
