"""The four calls in a closure that optimizer.step() runs."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for x, y in loader:

            def closure():
                optimizer.zero_grad(set_to_none=False)
                loss = criterion(model(x), y)
                loss.backward()
                return loss

            losses.append(optimizer.step(closure).item())
        print(f"epoch {epoch + 1} loss {sum(losses) / len(losses):.3f}")
