"""A second backward pass at the end of each epoch, only to print its gradient, and cleared again."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        print("epoch", epoch, "loss", loss.item(), "gradient", model.linear.weight.grad.norm().item())
        optimizer.zero_grad()
