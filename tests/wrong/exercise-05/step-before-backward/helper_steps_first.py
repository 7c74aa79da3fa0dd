def update(optimizer, loss):
    optimizer.step()  # HERE
    loss.backward()


def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    update(optimizer, loss)
    print("loss", loss.item())
