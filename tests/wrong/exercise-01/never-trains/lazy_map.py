def train(model, criterion, optimizer, loader, epochs):
    def step(batch):
        x, y = batch
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()

    for epoch in range(epochs):
        map(step, loader)  # HERE
