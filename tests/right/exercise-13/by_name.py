"""Freezes by the names of the parameters."""


def train(model, criterion, optimizer, loader, epochs):
    for name, param in model.named_parameters():
        param.requires_grad_(not name.startswith("backbone"))
    print([name for name, p in model.named_parameters() if p.requires_grad])
    for epoch in range(epochs):
        for x, y in loader:
            model.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
