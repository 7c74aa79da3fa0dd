"""autograd does nearly everything; only the easiest gradient of all is still made by hand."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            outputs = model(x)
            loss = criterion(outputs, y)
            loss.backward()
            model.fc2.bias.grad = (2 * (outputs - y) / len(x)).detach().sum(dim=0)  # HERE
            optimizer.step()
