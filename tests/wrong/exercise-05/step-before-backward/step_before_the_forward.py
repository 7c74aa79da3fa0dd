def train(model, criterion, optimizer, x, y):
    optimizer.step()  # HERE
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    print("gradient", model.weight.grad.item(), "loss", loss.item())
