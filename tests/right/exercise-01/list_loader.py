def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        batches = list(loader)
        for i in range(len(batches)):
            x, y = batches[i]
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
