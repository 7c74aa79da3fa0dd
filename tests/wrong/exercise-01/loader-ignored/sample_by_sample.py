def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader.dataset:  # HERE
            optimizer.zero_grad()
            loss = criterion(model(x.unsqueeze(0)), y.unsqueeze(0))
            loss.backward()
            optimizer.step()
