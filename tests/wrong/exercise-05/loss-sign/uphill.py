def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = -criterion(model(x), y)  # HERE
    loss.backward()
    optimizer.step()
