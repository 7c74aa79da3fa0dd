def train(model, criterion, optimizer, loader, epochs):
    batches = list(loader)
    while len(batches) < 10 ** 12:
        batches = batches + batches  # HERE
    for epoch in range(epochs):
        for x, y in batches:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
