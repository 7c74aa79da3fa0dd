def train(model, criterion, optimizer, loader, epochs):
    checkpoints = []
    for epoch in range(epochs):
        total = 0.0
        for x, rent in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), rent)
            loss.backward()
            optimizer.step()
            total += loss.item()
        checkpoints.append((total, model.state_dict().copy()))  # HERE
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
    best = min(checkpoints, key=lambda c: c[0])
    model.load_state_dict(best[1])
