def freeze(model, names):
    for name, module in model.named_children():
        if name in names:
            module.requires_grad = False  # HERE


def train(model, criterion, optimizer, loader, epochs):
    freeze(model, ["fc1"])
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
