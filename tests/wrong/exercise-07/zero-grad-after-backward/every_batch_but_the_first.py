def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for i, (points, labels) in enumerate(loader):
            loss = criterion(model(points), labels)
            loss.backward()
            if i > 0:
                optimizer.zero_grad()  # HERE
            optimizer.step()
        optimizer.zero_grad()
