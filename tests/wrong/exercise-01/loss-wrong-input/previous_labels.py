def train(model, criterion, optimizer, loader, epochs):
    labels = None
    for epoch in range(epochs):
        for x, y in loader:
            if labels is None:
                labels = y
            optimizer.zero_grad()
            loss = criterion(model(x), labels)  # HERE
            loss.backward()
            optimizer.step()
            labels = y
