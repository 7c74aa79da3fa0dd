def train(model, criterion, optimizer, x, y):
    for epoch in range(10):  # HERE
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        print(f"epoch {epoch} loss {loss.item():.3f}")
