"""The closure of optimizer.step() clears first."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:

            def closure():
                optimizer.zero_grad()
                loss = criterion(model(x), y)
                loss.backward()
                return loss

            loss = optimizer.step(closure)
        print(f"epoch {epoch + 1:2d}  loss {loss.item():.3f}")
