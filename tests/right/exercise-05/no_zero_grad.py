"""No zero_grad at all: before the one and only update there is nothing to clear."""


def train(model, criterion, optimizer, x, y):
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    print("loss", loss.item())
