"""optimizer.step(closure) once for each batch."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            def closure(x=x, y=y):
                optimizer.zero_grad()
                loss = criterion(model(x), y)
                loss.backward()
                return loss

            total += optimizer.step(closure).item()
        print(f"epoch {epoch}: loss {total / len(loader):.3f}")
