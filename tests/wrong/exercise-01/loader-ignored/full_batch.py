def train(model, criterion, optimizer, loader, epochs):
    X, Y = loader.dataset.tensors  # HERE
    for epoch in range(epochs):
        optimizer.zero_grad()
        loss = criterion(model(X), Y)
        loss.backward()
        optimizer.step()
        print(epoch, loss.item())
