"""torch.autograd.grad for the four tensors by name, in the places of the stub's four lines."""

from torch import autograd


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            w1, b1, w2, b2 = autograd.grad(
                loss, [model.fc1.weight, model.fc1.bias, model.fc2.weight, model.fc2.bias]
            )
            model.fc2.weight.grad = w2
            model.fc2.bias.grad = b2
            model.fc1.weight.grad = w1
            model.fc1.bias.grad = b1
            optimizer.step()
