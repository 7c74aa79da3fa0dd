import given


def train(model, criterion, optimizer, loader, epochs):
    chunks = list(loader)
    for epoch in range(epochs):
        total = 0.0
        state = given.start()
        for x, y in chunks:
            optimizer.zero_grad()
            outputs, state = model(x, state)
            state = state.detach()
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(chunks):.3f}")
