"""backward() starts from the mean of the outputs."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            outputs = model(x)
            loss = criterion(outputs, y)
            outputs.mean().backward()  # HERE
            optimizer.step()
        print(epoch, loss.item())
