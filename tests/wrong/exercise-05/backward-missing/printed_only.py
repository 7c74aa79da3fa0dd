def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)  # HERE
    print("loss before", loss.item())
    optimizer.step()
    print("loss after", criterion(model(x), y).item())
