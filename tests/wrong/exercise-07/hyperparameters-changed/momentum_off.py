def train(model, criterion, optimizer, loader, epochs):
    optimizer.param_groups[0]["momentum"] = 0.0  # HERE
    for epoch in range(epochs):
        for points, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(points), labels)
            loss.backward()
            optimizer.step()
