"""Another slip: the backward pass by hand forgets the ReLU altogether."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            hidden = model.relu(model.fc1(x)).detach()
            delta = 2 * (model.fc2(hidden).detach() - y) / len(x)
            back = delta @ model.fc2.weight.detach()
            model.fc1.weight.grad = back.T @ x  # HERE
            model.fc1.bias.grad = back.sum(dim=0)
            model.fc2.weight.grad = delta.T @ hidden
            model.fc2.bias.grad = delta.sum(dim=0)
            optimizer.step()
