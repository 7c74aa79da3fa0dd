def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(points), labels) / len(points)  # HERE
            loss.backward()
            optimizer.step()
