"""The state is made at the first chunk of each pass; counted by hand."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for step in range(epochs * len(loader)):
        position = step % len(loader)
        if position == 0:
            chunks = iter(loader)
            state = given.start()
        x, y = next(chunks)
        outputs, new_state = model(x, state)
        loss = criterion(outputs, y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        state = new_state.data
