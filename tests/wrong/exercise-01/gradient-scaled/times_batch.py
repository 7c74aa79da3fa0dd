def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        seen, total = 0, 0.0
        for x, y in loader:
            loss = criterion(model(x), y)
            loss = loss * x.size(0)  # HERE
            total += loss.item()
            seen += x.size(0)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(total / seen)
