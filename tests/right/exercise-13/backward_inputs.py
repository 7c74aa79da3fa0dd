"""backward(inputs=...) fills the gradients of the head and of nothing else."""


def train(model, criterion, optimizer, loader, epochs):
    head = [model.head.weight, model.head.bias]
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward(inputs=head)
            optimizer.step()
