def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            for p in model.parameters():
                p.grad = -p.grad  # HERE  "descent" needs a minus
            optimizer.step()
