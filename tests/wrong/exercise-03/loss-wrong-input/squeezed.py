"""The outputs are squeezed and the targets are not: [20] against [20, 1] is broadcast to [20, 20]."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            outputs = model(x).squeeze()
            loss = criterion(outputs, y)  # HERE
            loss.backward()
            optimizer.step()
