def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            optimizer.zero_grad()
            logits = model(points)
            optimizer.step()  # HERE
            loss = criterion(logits, labels)
            loss.backward()
