def forward_epoch(model, criterion, optimizer, loader):
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        optimizer.step()
    return loss


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        loss = forward_epoch(model, criterion, optimizer, loader)
        loss.backward()  # HERE
        print(f"epoch {epoch} loss {loss.item():.3f}")
