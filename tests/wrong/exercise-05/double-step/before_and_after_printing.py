def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    print("loss", loss.item(), "weight", model.weight.item())
    optimizer.step()  # HERE
    print("weight", model.weight.item())
