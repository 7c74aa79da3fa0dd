def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            outputs = model(x)
            loss = criterion(outputs, y)
        optimizer.zero_grad()
        loss.backward()  # HERE
        optimizer.step()
        print(f"epoch {epoch + 1}: loss {loss.item():.4f}")
