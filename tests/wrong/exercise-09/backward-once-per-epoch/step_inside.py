"""Only the step was moved into the inner loop."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for inputs, targets in loader:
            outputs = model(inputs)
            loss = criterion(outputs, targets)
            optimizer.step()
        optimizer.zero_grad()
        loss.backward()  # HERE
        print("loss", loss.item())
