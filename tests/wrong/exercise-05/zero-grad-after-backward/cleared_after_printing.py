def train(model, criterion, optimizer, x, y):
    loss = criterion(model(x), y)
    loss.backward()
    print("gradient", model.weight.grad.item(), model.bias.grad.item())
    model.zero_grad()  # HERE
    optimizer.step()
    print("loss", criterion(model(x), y).item())
