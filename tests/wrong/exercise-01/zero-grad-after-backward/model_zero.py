def update(model, optimizer, loss):
    loss.backward()
    model.zero_grad()  # HERE
    optimizer.step()

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for x, y in loader:
            loss = criterion(model(x), y)
            update(model, optimizer, loss)
            losses.append(loss.item())
        print(sum(losses) / len(losses))
