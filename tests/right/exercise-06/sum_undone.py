"""The gradients pile up, and the older part is subtracted again before each step."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            old = [None if p.grad is None else p.grad.clone() for p in model.parameters()]
            loss = criterion(model(x), y)
            loss.backward()
            for p, earlier in zip(model.parameters(), old):
                if earlier is not None:
                    p.grad = p.grad - earlier
            optimizer.step()
            optimizer.zero_grad()
