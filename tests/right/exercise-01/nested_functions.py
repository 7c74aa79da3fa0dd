def train(model, criterion, optimizer, loader, epochs):
    def forward(batch):
        x, y = batch
        return criterion(model(x), y)

    def update(loss):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    for _ in range(epochs):
        for batch in loader:
            update(forward(batch))
