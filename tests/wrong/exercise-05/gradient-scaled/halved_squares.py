def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = 0.5 * criterion(model(x), y)  # HERE
    loss.backward()
    optimizer.step()
