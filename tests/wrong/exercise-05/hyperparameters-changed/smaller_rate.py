def train(model, criterion, optimizer, x, y):
    for group in optimizer.param_groups:
        group["lr"] = 0.01  # HERE
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
