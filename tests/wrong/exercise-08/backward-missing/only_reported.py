"""All the reporting is there, and nothing goes backward."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)  # HERE
            losses.append(loss.detach())
            optimizer.step()
        print("loss", sum(losses) / len(losses))
