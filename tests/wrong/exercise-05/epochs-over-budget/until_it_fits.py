def train(model, criterion, optimizer, x, y):
    loss = criterion(model(x), y)
    while loss.item() > 0.1:  # HERE
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss = criterion(model(x), y)
    print("loss", loss.item())
