"""Only the step was moved into the inner loop."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for inputs, targets in loader:
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, targets)
            optimizer.step()
        loss.backward()  # HERE
        print("loss", loss.item())
