def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        optimizer.zero_grad()  # HERE
        for points, labels in loader:
            logits = model(points)
            loss = criterion(logits, labels)
            loss.backward()
            optimizer.step()
