import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        state = given.start()
        for x, y in loader:
            optimizer.zero_grad()
            state = state.detach()
            outputs, state = model(x, state)
            loss = criterion(outputs, y)
            loss.backward(retain_graph=True)  # HERE
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
