def backprop(loss, optimizer):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            backprop(loss, optimizer)
            optimizer.step()  # HERE
