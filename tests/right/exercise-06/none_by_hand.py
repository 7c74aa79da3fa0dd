"""Every .grad is set to None by hand, and no zero_grad() is called."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            for parameter in model.parameters():
                parameter.grad = None
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
