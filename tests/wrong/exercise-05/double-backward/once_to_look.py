def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward(retain_graph=True)
    print("gradient", model.weight.grad.item())
    loss.backward()  # HERE
    optimizer.step()
