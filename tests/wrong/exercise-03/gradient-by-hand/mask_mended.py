"""The slip is mended: all four gradients are right, and still made by hand."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            outputs = model(x)
            loss = criterion(outputs, y)
            hidden = model.relu(model.fc1(x)).detach()
            d_outputs = 2 * (outputs.detach() - y) / len(x)
            model.fc2.weight.grad = d_outputs.T @ hidden  # HERE
            model.fc2.bias.grad = d_outputs.sum(dim=0)
            d_hidden = (d_outputs @ model.fc2.weight.detach()) * (hidden > 0)
            model.fc1.weight.grad = d_hidden.T @ x
            model.fc1.bias.grad = d_hidden.sum(dim=0)
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
