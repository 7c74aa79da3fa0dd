def train(model, criterion, optimizer, loader, epochs):
    # read the data only once
    cached = [(x, rent) for x, rent in loader]  # HERE
    for epoch in range(epochs):
        total = 0.0
        for x, rent in cached:
            optimizer.zero_grad()
            loss = criterion(model(x), rent)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(cached):.3f}")
