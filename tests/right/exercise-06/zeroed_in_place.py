"""A helper zeroes each gradient in place, where there is one already."""


def clear(parameters):
    for parameter in parameters:
        if parameter.grad is not None:
            parameter.grad.detach_()
            parameter.grad.zero_()


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for x, y in loader:
            clear(model.parameters())
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch} loss {sum(losses) / len(losses):.3f}")
