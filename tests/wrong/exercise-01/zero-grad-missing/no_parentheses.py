def train(model, criterion, optimizer, loader, epochs):
    model.train()
    for epoch in range(epochs):
        total = 0
        for x, y in loader:
            optimizer.zero_grad  # HERE
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f'{epoch=} {total=}')
