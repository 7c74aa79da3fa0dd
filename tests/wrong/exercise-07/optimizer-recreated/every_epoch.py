def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        optimizer = type(optimizer)(model.parameters(), **optimizer.defaults)  # HERE
        total = 0.0
        for points, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(points), labels)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
