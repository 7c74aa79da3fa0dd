"""Inside the inner loop, but under the if that is for the printout."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            if i == len(loader) - 1:
                loss.backward()  # HERE
                optimizer.step()
                print(f"epoch {epoch} loss {loss.item():.3f}")
