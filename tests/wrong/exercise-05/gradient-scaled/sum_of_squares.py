def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = ((model(x) - y) ** 2).sum()  # HERE
    loss.backward()
    optimizer.step()
