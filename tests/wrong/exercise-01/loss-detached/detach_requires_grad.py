def train(model, criterion, optimizer, loader, epochs):
    total = 0
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss = loss.detach().requires_grad_()  # HERE
            total += loss
            loss.backward()
            optimizer.step()
    return total
