def train(model, criterion, optimizer, loader, epochs):
    for name, p in model.named_parameters():
        p.requires_grad = name == "head.weight"  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
