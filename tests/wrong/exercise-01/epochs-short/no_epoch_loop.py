def train(model, criterion, optimizer, loader, epochs):  # HERE
    model.train()
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
