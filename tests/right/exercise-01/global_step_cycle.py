def train(model, criterion, optimizer, loader, epochs):
    total_steps = epochs * len(loader)
    data_iter = iter(loader)
    for step in range(total_steps):
        try:
            x, y = next(data_iter)
        except StopIteration:
            data_iter = iter(loader)
            x, y = next(data_iter)
        loss = criterion(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if (step + 1) % 100 == 0:
            print(f"iter {step + 1}/{total_steps}: {loss.item():.4f}")
