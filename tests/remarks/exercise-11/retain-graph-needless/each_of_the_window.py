def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        total = 0.0
        optimizer.zero_grad()
        for i, (inputs, targets) in enumerate(loader):
            loss = criterion(model(inputs), targets) / window
            loss.backward(retain_graph=True)  # HERE
            total += loss.item() * window
            if (i + 1) % window == 0:
                optimizer.step()
                optimizer.zero_grad()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
