"""A helper with the order clear, write, read."""


def learn(loss, optimizer):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = [learn(criterion(model(points), labels), optimizer) for points, labels in loader]
        print(f"epoch {epoch + 1:2d}  loss {sum(losses) / len(losses):.3f}")
