"""Goes backward from the outputs; the loss is for the printout."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            outputs = model(x)
            loss = criterion(outputs, y)
            outputs.mean().backward()  # HERE
            optimizer.step()
        print("loss", loss.item())
