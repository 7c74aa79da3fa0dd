def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()  # HERE
    print("gradient of the weight", model.weight.grad.item())
    print("gradient of the bias", model.bias.grad.item())
    print("loss", criterion(model(x), y).item())
