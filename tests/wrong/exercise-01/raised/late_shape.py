def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        running_loss = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            running_loss += loss.data[0]  # HERE
        print(running_loss)
