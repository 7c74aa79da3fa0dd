"""The gradients stay tensors, filled with zeros, between forward and backward."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            outputs = model(x)
            loss = criterion(outputs, y)
            optimizer.zero_grad(set_to_none=False)
            loss.backward()
            optimizer.step()
