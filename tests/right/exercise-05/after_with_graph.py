"""The loss after the update is computed with its graph, which nobody goes back through."""


def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    new_loss = criterion(model(x), y)
    print("loss", loss.item(), "->", new_loss.item())
    return new_loss
