"""The state is carried for four chunks, then begun anew to be on the safe side."""

import given


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            if i % 4 == 0:
                state = given.start()  # HERE
            optimizer.zero_grad()
            outputs, state = model(x, state.detach())
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
