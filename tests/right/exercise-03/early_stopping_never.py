"""Early stopping below a loss that the noise does not allow."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        if sum(losses) / len(losses) < 1e-5:
            break
