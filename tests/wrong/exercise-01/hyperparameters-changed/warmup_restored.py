def train(model, criterion, optimizer, loader, epochs):
    group = optimizer.param_groups[0]
    base_lr = group["lr"]
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            if epoch == 0:
                group["lr"] = base_lr * (i + 1) / len(loader)  # HERE
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
