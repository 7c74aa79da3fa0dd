def train(model, criterion, optimizer, loader, epochs):
    x, y = loader.dataset.tensors  # HERE
    for epoch in range(epochs):
        optimizer.zero_grad()
        outputs = model(x)
        loss = criterion(outputs, y)
        loss.backward()
        optimizer.step()
        print(f"epoch {epoch} loss {loss.item():.3f}")
