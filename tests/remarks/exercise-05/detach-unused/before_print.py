def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    loss.detach()  # HERE
    print(f"loss before {loss:.3f}")
