"""zero_grad() directly after the step, so that each round begins with empty gradients."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            loss = criterion(model(points), labels)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
        print("epoch", epoch, "loss", loss.item())
