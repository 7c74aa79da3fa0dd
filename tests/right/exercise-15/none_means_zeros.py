"""None as the first state: the cell makes zeros of it."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        state = None
        for x, y in loader:
            optimizer.zero_grad(set_to_none=False)
            outputs, state = model(x, state if state is None else state.detach())
            criterion(outputs, y).backward()
            optimizer.step()
