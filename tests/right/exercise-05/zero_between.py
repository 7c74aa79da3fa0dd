"""zero_grad() just before the backward pass, and once more after the step."""


def train(model, criterion, optimizer, x, y):
    prediction = model(x)
    loss = criterion(prediction, y)
    optimizer.zero_grad(set_to_none=False)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
